import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

test('without options the demo runs at its own pace, on the usual ports, for this machine only', () => {
  expect(readOptions([])).toEqual({
    demo: true,
    speed: 1,
    once: undefined,
    with: undefined,
    host: '127.0.0.1',
    freePorts: false,
    observe: false,
    help: false,
  })
})

test('every option is understood', () => {
  const args = [
    '--no-demo',
    '--speed',
    '2.5',
    '--once',
    '7',
    '--with=compose',
    '--host',
    '0.0.0.0',
    '--ports=free',
  ]
  expect(readOptions(args)).toMatchObject({
    demo: false,
    speed: 2.5,
    once: 7,
    with: 'compose',
    host: '0.0.0.0',
    freePorts: true,
  })
})

test('who wants to see what functions tell gets native brokers, also where a Docker engine answers', () => {
  expect(readOptions(['--observe'])).toMatchObject({ observe: true, with: 'native' })
  expect(readOptions(['--observe', '--with', 'native'])).toMatchObject({ observe: true, with: 'native' })
  expect(readOptions(['--no-observe', '--with', 'compose'])).toMatchObject({
    observe: false,
    with: 'compose',
  })
})

test.for([
  [['--speed', '0'], '--speed takes'],
  [['--speed', 'fast'], '--speed takes'],
  [['--once', '1.5'], '--once takes'],
  [['--once', '-1'], /--once/],
  [['--with', 'podman'], '--with takes'],
  [['--ports', '8080'], '--ports takes'],
  [['--observe', '--with', 'compose'], 'the profile observe of compose.dev.yml does it'],
  [['--demon'], '--demon'],
  [['weather'], 'weather'],
] as const)('%j is refused in words that help', ([args, message]) => {
  expect(() => readOptions(args)).toThrow(message)
})
