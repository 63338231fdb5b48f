import type { PartOptions } from './parts.ts'
import { stationsEnv } from './stations.ts'

/** What `npm start` hands on from its own environment: of stations, and of the window, to all who must agree on it. */
export function toldEnv(env: NodeJS.ProcessEnv): NonNullable<PartOptions['env']> {
  const { ingest, query } = stationsEnv(env)
  const retention = env.RETENTION_MINUTES ? { RETENTION_MINUTES: env.RETENTION_MINUTES } : {}
  const consumer = { ...retention, ...(env.QUALITY ? { QUALITY: env.QUALITY } : {}) }
  return {
    ingest: { ...ingest, ...retention },
    'kafka-consumer': consumer,
    'rabbit-consumer': consumer,
    query: { ...query },
  }
}
