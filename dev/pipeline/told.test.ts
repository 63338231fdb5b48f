import { expect, test } from 'vitest'
import { demoStationsFile } from './stations.ts'
import { toldEnv } from './told.ts'

const file = { STATIONS_FILE: demoStationsFile }

test('ingest and both consumers are told of the same window', () => {
  const window = { RETENTION_MINUTES: '1440' }
  expect(toldEnv({ ...window, PATH: '/bin' })).toEqual({
    ingest: { ...file, ...window },
    'kafka-consumer': window,
    'rabbit-consumer': window,
    query: file,
  })
})

test('both consumers treat what is doubtful alike, and ingest hears nothing of it', () => {
  expect(toldEnv({ QUALITY: 'flag', STATIONS_MODE: 'open' })).toEqual({
    ingest: { ...file, STATIONS_MODE: 'open' },
    'kafka-consumer': { QUALITY: 'flag' },
    'rabbit-consumer': { QUALITY: 'flag' },
    query: file,
  })
})
