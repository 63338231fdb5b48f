import { expect, test } from 'vitest'
import { loadConfig } from './config.ts'

const needed = { VALKEY_ADDR: 'valkey:6379', GRPC_KAFKA_ADDR: 'kafka:1', GRPC_RABBIT_ADDR: 'rabbit:1' }

test('what it does not need to be told has a default', () => {
  expect(loadConfig(needed)).toMatchObject({
    listening: { port: 8080 },
    keyPrefix: 'weather',
    operatorKey: undefined,
    tries: 1001,
    limits: { letters: 100_000, age: 604_800_000, bytes: 134_217_728 },
  })
})

test('everything that is wrong is told at once', () => {
  expect(() => loadConfig({ DEAD_LETTERS_MAX: '0' })).toThrow(/VALKEY_ADDR .*GRPC_KAFKA_ADDR .*_MAX must be/)
})

test.each(['short', 'with blanks in the middle', 'línea-de-lluvia-12345'])(
  'a key of an operator that is none is refused, and not repeated: %s',
  (key) => {
    expect(() => loadConfig({ ...needed, OPERATOR_KEY: key })).toThrow(/^OPERATOR_KEY must /)
    expect(() => loadConfig({ ...needed, OPERATOR_KEY: key })).not.toThrow(key)
  },
)
