import { format, inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'
import { Secret } from './secret.ts'

const PLANTED = 'sturdy-heron-42'
const secret = new Secret(PLANTED)

test.each<[string, () => string]>([
  ['a template', () => `${secret}`],
  ['a concatenation', () => `it is ${String(secret)}`],
  ['JSON', () => JSON.stringify({ deep: [{ secret }] })],
  ['inspect with everything shown', () => inspect({ secret }, { showHidden: true, depth: 9 })],
  ['format', () => format('%s %o %O %j', secret, secret, secret, secret)],
  ['its own keys', () => JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret).map(String)])],
  ['a copy', () => JSON.stringify({ ...secret })],
  ['an error about it', () => inspect(new Error(`wrong: ${secret}`, { cause: secret }))],
])('%s does not show it', (_, print) => {
  expect(print()).not.toContain(PLANTED)
})

test('a line of log does not show it', () => {
  const lines: string[] = []
  createLog('ingest', (line) => lines.push(line))('warn', 'planted', { secret, deep: { secret } })
  expect(lines.join()).toContain('[secret]')
  expect(lines.join()).not.toContain(PLANTED)
})

test('it can be had by who asks for it', () => {
  expect(secret.reveal()).toBe(PLANTED)
})
