import { expect, test } from 'vitest'
import { readTelemetry } from './telemetry-settings.ts'

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }

test.each([
  ['nothing', {}],
  ['an endpoint that is empty', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }],
  ['OTEL_SDK_DISABLED', { ...endpoint, OTEL_SDK_DISABLED: 'TRUE' }],
  ['other exporters', { ...endpoint, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'prometheus' }],
  ['a sampler alone', { OTEL_TRACES_SAMPLER: 'always_on' }],
])('%s: nothing is told', (_, env) => {
  expect(readTelemetry(env, 'ingest')).toBeUndefined()
})

test('an endpoint is enough: the defaults are those of the specification', () => {
  expect(readTelemetry(endpoint, 'ingest')).toEqual({
    service: 'ingest',
    revision: undefined,
    patience: { timeoutMillis: 3_000 },
    problems: [],
    traces: {
      sampler: { name: 'parentbased_always_on', ratio: 1 },
      propagates: true,
      batch: {
        scheduledDelayMillis: 5_000,
        exportTimeoutMillis: 30_000,
        maxQueueSize: 2_048,
        maxExportBatchSize: 512,
      },
      limits: { linkCountLimit: 256, attributeCountLimit: 128, attributeValueLengthLimit: 500 },
    },
    metrics: { exportIntervalMillis: 60_000, exportTimeoutMillis: 30_000 },
  })
})

test('a signal may have an endpoint of its own, and be told alone', () => {
  const alone = readTelemetry({ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://x/v1/metrics' }, 'ingest')
  expect(alone).toMatchObject({ traces: undefined, metrics: { exportIntervalMillis: 60_000 } })
  const off = readTelemetry({ ...endpoint, OTEL_METRICS_EXPORTER: 'none' }, 'ingest')
  expect(off?.metrics).toBeUndefined()
  expect(off?.traces).toBeDefined()
})

test('the variables of samplers, batches, intervals and propagators count', () => {
  const env = {
    ...endpoint,
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.05',
    OTEL_BSP_MAX_QUEUE_SIZE: '100',
    OTEL_METRIC_EXPORT_INTERVAL: '1000',
    OTEL_PROPAGATORS: 'none',
    K_REVISION: 'ingest-00007',
  }
  expect(readTelemetry(env, 'ingest')).toMatchObject({
    revision: 'ingest-00007',
    problems: [],
    traces: {
      sampler: { name: 'parentbased_traceidratio', ratio: 0.05 },
      propagates: false,
      batch: { maxQueueSize: 100, maxExportBatchSize: 100 },
    },
    // The SDK refuses a time-out that is longer than the interval.
    metrics: { exportIntervalMillis: 1_000, exportTimeoutMillis: 1_000 },
  })
})

test('what is not understood is said, never repeated, and taken for not set', () => {
  const env = {
    ...endpoint,
    OTEL_TRACES_SAMPLER: 'hunter2',
    OTEL_TRACES_SAMPLER_ARG: 'hunter2',
    OTEL_BSP_SCHEDULE_DELAY: 'hunter2',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
  }
  const settings = readTelemetry(env, 'ingest')
  expect(settings?.problems).toHaveLength(4)
  expect(settings?.problems.join()).not.toContain('hunter2')
  expect(settings?.traces?.sampler).toEqual({ name: 'parentbased_always_on', ratio: 1 })
  expect(settings?.traces?.batch.scheduledDelayMillis).toBe(5_000)
})

test('the exporters are left to read how long an export may take, where that is set', () => {
  const set = { ...endpoint, OTEL_EXPORTER_OTLP_METRICS_TIMEOUT: '20000' }
  expect(readTelemetry(set, 'ingest')?.patience).toEqual({})
})
