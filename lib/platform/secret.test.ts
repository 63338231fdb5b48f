import { format, inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from './secret.ts'

const secret = new Secret('hunter2')

test.each<[string, (value: Secret) => string]>([
  ['text', String],
  ['a template', (value) => `${value}`],
  ['a sum', (value) => `key ${value}`.concat(value as unknown as string)],
  ['JSON', (value) => JSON.stringify({ value, list: [value] })],
  [
    'an inspection of everything',
    (value) => inspect({ value }, { showHidden: true, depth: null, getters: true }),
  ],
  ['a formatted message', (value) => format('%s %o %j', value, value, value)],
  ['an error', (value) => new Error(`refused: ${value}`).stack ?? ''],
  ['its own properties', (value) => JSON.stringify([Object.entries(value), Reflect.ownKeys(value)])],
])('a secret is not told by %s', (_, show) => {
  expect(show(secret)).not.toContain('hunter2')
})

test('a secret is told to who asks for it', () => {
  expect(secret.reveal()).toBe('hunter2')
})
