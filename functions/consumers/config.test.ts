import { expect, test } from 'vitest'
import { loadConfig } from './config.ts'

test('the address of Valkey is enough', () => {
  expect(loadConfig({ VALKEY_ADDR: 'valkey:6379' })).toEqual({
    listening: { port: 8080 },
    valkey: { address: 'valkey:6379', username: undefined, password: undefined },
    keyPrefix: 'weather',
    window: { retention: 3_600_000, quality: 'exclude', listLimit: 1000 },
  })
})
