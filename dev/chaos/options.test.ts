import { expect, test } from 'vitest'
import { readChaosOptions } from './options.ts'

const read = (line: string) => readChaosOptions(line.split(' ').filter(Boolean), () => 99)

test('without options: one minute of the pipeline on this machine, with any seed', () => {
  expect(read('')).toMatchObject({ kind: 'local', minutes: 1, seed: 99, rate: 1000, route: 'split' })
})

test('an account takes addresses, and no faults of ours', () => {
  expect(read('account --url http://a:1/ --query http://b:2 --valkey c:3 --minutes 5')).toMatchObject({
    ...{
      kind: 'account',
      url: 'http://a:1',
      query: 'http://b:2',
      valkey: 'c:3',
      prefix: 'weather',
      minutes: 5,
    },
  })
})

test.each([
  ['--minutes 51', '--minutes takes a number from 0.1 to 50'],
  ['--minutes soon', '--minutes takes a number'],
  ['--seed 1.5', '--seed takes a whole number'],
  ['--rate 0', '--rate takes a number from 1'],
  ['--route north', '--route takes split, both, kafka, rabbitmq'],
  ['--url http://a', '--url is an option of "account"'],
  ['account --url http://a', 'account needs --url and --query'],
  ['account --url http://a --query http://b --route both', '--route is for the pipeline on this machine'],
  ['--only kill,burn', '--only takes kill, stop'],
  ['acount', 'what is "acount"?'],
])('%s is refused with what is wrong with it', (line, message) => {
  expect(() => read(line)).toThrow(message)
})
