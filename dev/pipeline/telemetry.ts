import { type PartName, partNames } from './parts.ts'

/** Of what plays Knative's sources only KafkaSource makes spans; and none has metrics of ours. */
const tracedSources: readonly PartName[] = ['kafka-source', 'kafka-dead-source']

/** What `npm start` hands on of OpenTelemetry's variables. Each part keeps its own name. */
export function telemetryEnv(env: NodeJS.ProcessEnv): Partial<Record<PartName, Record<string, string>>> {
  const told = Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] =>
        entry[0].startsWith('OTEL_') && entry[0] !== 'OTEL_SERVICE_NAME' && entry[1] !== undefined,
    ),
  )
  if (Object.keys(told).length === 0) return {}
  const functions = partNames.filter((name) => !name.endsWith('-source'))
  return Object.fromEntries([
    ...functions.map((name) => [name, told]),
    ...tracedSources.map((name) => [name, { ...told, OTEL_METRICS_EXPORTER: 'none' }]),
  ])
}

/**
 * The environment with a collector of our own in it: whatever was said of another one is forgotten, how much is told of
 * what is not. Somebody looks on, so it is told sooner than OpenTelemetry would.
 */
export function observedEnv(env: NodeJS.ProcessEnv, endpoint: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith('OTEL_EXPORTER_OTLP_'))
  return {
    OTEL_BSP_SCHEDULE_DELAY: '1000',
    OTEL_METRIC_EXPORT_INTERVAL: '10000',
    ...Object.fromEntries(kept),
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  }
}
