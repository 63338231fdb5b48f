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

test('every function is told where to send its telemetry, and keeps its own name', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }
  const told = toldEnv({ ...endpoint, OTEL_SERVICE_NAME: 'all', RETENTION_MINUTES: '90' })
  expect(told['kafka-writer']).toEqual(endpoint)
  expect(told['kafka-consumer']).toEqual({ ...endpoint, RETENTION_MINUTES: '90' })
  expect(told.ingest).toMatchObject(endpoint)
})

test('of the sources those of Kafka tell of their spans, as KafkaSource does, and of nothing else', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }
  const sources = Object.entries(toldEnv(endpoint)).filter(([name]) => name.endsWith('-source'))
  const traces = { ...endpoint, OTEL_METRICS_EXPORTER: 'none' }
  expect(Object.fromEntries(sources)).toEqual({ 'kafka-source': traces, 'kafka-dead-source': traces })
})
