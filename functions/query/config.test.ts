import { expect, test } from 'vitest'
import { loadConfig } from './config.ts'

test('the address of Valkey is enough', () => {
  expect(loadConfig({ VALKEY_ADDR: 'valkey:6379' })).toEqual({
    listening: { port: 8080 },
    valkey: { address: 'valkey:6379', username: undefined, password: undefined },
    keyPrefix: 'weather',
    stations: { file: undefined, pollMs: 5_000 },
    liveClients: 200,
  })
})

test('a list of addresses is not one address', () => {
  expect(() => loadConfig({ VALKEY_ADDR: 'a:6379,b:6379' })).toThrow('VALKEY_ADDR must be one address')
})
