import { expect, test } from 'vitest'
import { loadConfig } from './config.ts'

const env = { GRPC_KAFKA_ADDR: 'kafka-writer:50051', GRPC_RABBIT_ADDR: 'rabbit-writer:50052' }

test('the addresses of the two writers are enough', () => {
  expect(loadConfig(env)).toEqual({
    listening: { port: 8080 },
    writers: { kafka: 'kafka-writer:50051', rabbitmq: 'rabbit-writer:50052' },
    patience: 500,
    doors: 'all',
    route: 'both',
    retention: 3_600_000,
    stations: { file: undefined, pollMs: 5_000, mode: 'open', secrets: [] },
    readingsPerMinute: 0,
    keyFailuresPerMinute: 10,
    trustedProxies: [],
  })
})

test('without anything both addresses are missed at once', () => {
  expect(() => loadConfig({})).toThrow(/GRPC_KAFKA_ADDR.*GRPC_RABBIT_ADDR/)
})

test('a door that is none is refused with those that there are', () => {
  expect(loadConfig({ ...env, DOORS: 'firmware' }).doors).toBe('firmware')
  expect(() => loadConfig({ ...env, DOORS: 'open' })).toThrow('DOORS must be one of all, firmware, api')
})

test('a route that is none is refused with those that there are', () => {
  expect(() => loadConfig({ ...env, ROUTE: 'rabbit' })).toThrow(
    'ROUTE must be one of both, kafka, rabbitmq, split',
  )
})

test('only stations that are registered, but no file of them: refused', () => {
  expect(() => loadConfig({ ...env, STATIONS_MODE: 'registered' })).toThrow(
    'STATIONS_MODE registered needs STATIONS_FILE',
  )
})

test('P8: a short secret is refused without being said', () => {
  const wrong = () =>
    loadConfig({ ...env, STATION_KEYS_SECRET: 'sturdy-heron', STATION_KEYS_SECRET_BEFORE: 'old' })
  expect(wrong).toThrow(
    /^STATION_KEYS_SECRET must have at least 32 characters; STATION_KEYS_SECRET_BEFORE must have at least 32 characters$/,
  )
})
