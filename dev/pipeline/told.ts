import type { PartOptions } from './parts.ts'
import { stationsEnv } from './stations.ts'
import { telemetryEnv } from './telemetry.ts'

/**
 * What `npm start` hands on from its own environment: of stations, of the window, to all who must
 * agree on it, and of OpenTelemetry.
 */
export function toldEnv(env: NodeJS.ProcessEnv): NonNullable<PartOptions['env']> {
  const { ingest, query } = stationsEnv(env)
  const retention = env.RETENTION_MINUTES ? { RETENTION_MINUTES: env.RETENTION_MINUTES } : {}
  const consumer = { ...retention, ...(env.QUALITY ? { QUALITY: env.QUALITY } : {}) }
  const telemetry = telemetryEnv(env)
  return {
    ...telemetry,
    ingest: { ...telemetry.ingest, ...ingest, ...retention },
    'kafka-consumer': { ...telemetry['kafka-consumer'], ...consumer },
    'rabbit-consumer': { ...telemetry['rabbit-consumer'], ...consumer },
    query: { ...telemetry.query, ...query },
  }
}
