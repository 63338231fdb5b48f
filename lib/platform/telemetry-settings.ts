import type { Env } from './env.ts'

/** A sampler by its name in OpenTelemetry's specification, and the share of traces that it takes. */
export type SamplerSettings = { name: SamplerName; ratio: number }

/** Less than the 10 s of the specification: a collector that is away holds up the end of a function for so long. */
const PATIENCE_MS = 3_000
const timeouts = ['', 'TRACES_', 'METRICS_'].map((signal) => `OTEL_EXPORTER_OTLP_${signal}TIMEOUT`)

const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const

type SamplerName = (typeof samplers)[number]

/** What is told of traces. Times in milliseconds. */
export type TraceSettings = {
  sampler: SamplerSettings
  propagates: boolean
  batch: {
    scheduledDelayMillis: number
    exportTimeoutMillis: number
    maxQueueSize: number
    maxExportBatchSize: number
  }
  limits: { linkCountLimit: number; attributeCountLimit: number; attributeValueLengthLimit: number }
}

/** What is told of metrics. */
export type MetricSettings = { exportIntervalMillis: number; exportTimeoutMillis: number }

/** What is told, of whom, and what of the environment was not understood. */
export type TelemetrySettings = {
  service: string
  revision: string | undefined
  /** How long an export may take with all tries, where the environment does not say it to the exporters. */
  patience: { timeoutMillis?: number }
  traces: TraceSettings | undefined
  metrics: MetricSettings | undefined
  problems: readonly string[]
}

/**
 * What OpenTelemetry's variables ask for; undefined while no endpoint is set. As its specification wants it, a value that
 * is not understood is taken for one that is not set. Endpoints, headers, time-outs and certificates are read by the
 * exporters, and `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` by the SDK.
 * @param service the name of the service, where OTEL_SERVICE_NAME does not say another
 */
export function readTelemetry(env: Env, service: string): TelemetrySettings | undefined {
  const problems: string[] = []
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return undefined
  const isOn = (signal: 'TRACES' | 'METRICS') =>
    Boolean(env.OTEL_EXPORTER_OTLP_ENDPOINT || env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`]) &&
    ['', 'otlp'].includes(env[`OTEL_${signal}_EXPORTER`] ?? '')
  const [traces, metrics] = [isOn('TRACES'), isOn('METRICS')]
  if (!traces && !metrics) return undefined

  const integer: Integer = (name, fallback, min = 1) => {
    const found = env[name]
    if (found === undefined || found === '') return fallback
    if (/^\d{1,9}$/.test(found) && Number(found) >= min) return Number(found)
    problems.push(`${name} must be a whole number from ${min}`)
    return fallback
  }

  const protocol = env.OTEL_EXPORTER_OTLP_PROTOCOL || 'http/json'
  if (!protocol.startsWith('http/')) problems.push('OTEL_EXPORTER_OTLP_PROTOCOL: only HTTP is spoken')
  return {
    service,
    revision: env.K_REVISION || undefined,
    patience: timeouts.some((name) => env[name]) ? {} : { timeoutMillis: PATIENCE_MS },
    traces: traces ? traceSettings(env, integer, problems) : undefined,
    metrics: metrics ? metricSettings(integer) : undefined,
    problems,
  }
}

type Integer = (name: string, fallback: number, min?: number) => number

/** The SDK refuses to start with a time-out that is longer than the interval. */
function metricSettings(integer: Integer): MetricSettings {
  const exportIntervalMillis = integer('OTEL_METRIC_EXPORT_INTERVAL', 60_000)
  const timeout = integer('OTEL_METRIC_EXPORT_TIMEOUT', 30_000)
  return { exportIntervalMillis, exportTimeoutMillis: Math.min(timeout, exportIntervalMillis) }
}

function traceSettings(env: Env, integer: Integer, problems: string[]): TraceSettings {
  const maxQueueSize = integer('OTEL_BSP_MAX_QUEUE_SIZE', 2_048)
  return {
    sampler: samplerSettings(env, problems),
    propagates: (env.OTEL_PROPAGATORS || 'tracecontext').split(',').includes('tracecontext'),
    batch: {
      scheduledDelayMillis: integer('OTEL_BSP_SCHEDULE_DELAY', 5_000),
      exportTimeoutMillis: integer('OTEL_BSP_EXPORT_TIMEOUT', 30_000),
      maxQueueSize,
      maxExportBatchSize: Math.min(integer('OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 512), maxQueueSize),
    },
    limits: {
      // A batch is linked to each of at most 256 requests.
      linkCountLimit: integer('OTEL_SPAN_LINK_COUNT_LIMIT', 256, 0),
      attributeCountLimit: integer('OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', 128, 0),
      attributeValueLengthLimit: integer('OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT', 500, 0),
    },
  }
}

function samplerSettings(env: Env, problems: string[]): SamplerSettings {
  const wanted = env.OTEL_TRACES_SAMPLER || 'parentbased_always_on'
  const name = samplers.find((one) => one === wanted)
  if (name === undefined) problems.push(`OTEL_TRACES_SAMPLER must be one of ${samplers.join(', ')}`)
  const said = env.OTEL_TRACES_SAMPLER_ARG || '1'
  const ratio = Number(said)
  const isRatio = ratio >= 0 && ratio <= 1
  if (!isRatio) problems.push('OTEL_TRACES_SAMPLER_ARG must be from 0 to 1')
  return { name: name ?? 'parentbased_always_on', ratio: isRatio ? ratio : 1 }
}
