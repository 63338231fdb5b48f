import { type PartName, partNames } from '../../dev/pipeline/parts.ts'

/** The parts that are functions, and not what plays Knative's sources. */
export const functions: readonly PartName[] = partNames.filter((name) => !name.endsWith('-source'))

/** Sources that give up at once. */
const impatient = {
  DELIVERY_RETRY: '1',
  DELIVERY_BACKOFF_POLICY: 'linear',
  DELIVERY_BACKOFF_DELAY: 'PT0.05S',
}

/** A pipeline whose functions tell a receiver what they do, soon; query only at its end. */
export function toldParts(url: string, operatorKey: string) {
  const late = { OTEL_EXPORTER_OTLP_ENDPOINT: url }
  const told = { ...late, OTEL_METRIC_EXPORT_INTERVAL: '300', OTEL_BSP_SCHEDULE_DELAY: '100' }
  return {
    ...Object.fromEntries(functions.map((name) => [name, told])),
    ingest: { ...told, PATIENCE_MS: '10000' },
    'dead-letters': { ...told, DELIVERY_TRIES: '2', OPERATOR_KEY: operatorKey },
    query: late,
    'kafka-source': impatient,
    'rabbit-source': impatient,
  }
}
