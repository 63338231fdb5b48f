import { expect, test } from 'vitest'
import { readTelemetry } from '#lib/platform/telemetry-settings.ts'
import { observedEnv } from './telemetry.ts'

const endpoint = 'http://127.0.0.1:4318'

test('who looks on is told of every request, within a second', () => {
  const { traces } = readTelemetry(observedEnv({}, endpoint), 'ingest') ?? {}
  expect(traces?.sampler.name).toBe('parentbased_always_on')
  expect(traces?.batch.scheduledDelayMillis).toBe(1_000)
})

test('a sampler and a pace that somebody has set stay', () => {
  const set = {
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.05',
    OTEL_BSP_SCHEDULE_DELAY: '200',
    OTEL_METRIC_EXPORT_INTERVAL: '500',
    PATH: '/bin',
  }
  expect(observedEnv(set, endpoint)).toEqual({ ...set, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })
})

test('a collector elsewhere is forgotten, with what only it understands', () => {
  const elsewhere = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example.org',
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example.org',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=secret',
  }
  const told = Object.entries(observedEnv(elsewhere, endpoint)).filter(([name]) => name.includes('OTLP'))
  expect(told).toEqual([['OTEL_EXPORTER_OTLP_ENDPOINT', endpoint]])
})
