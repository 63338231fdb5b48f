import { type Env, readConfig } from '#lib/platform/env.ts'
import { doors } from './dialects.ts'
import { routes } from './route.ts'

/** Everything that ingest can be told. */
export function loadConfig(env: Env) {
  return readConfig(env, (read) => ({
    listening: read.listening(8080),
    writers: { kafka: read.address('GRPC_KAFKA_ADDR'), rabbitmq: read.address('GRPC_RABBIT_ADDR') },
    /** Milliseconds that an answer waits for the second broker once the first has confirmed. */
    patience: read.integer('PATIENCE_MS', 500),
    /** Which dialects are spoken: firmware's, those of an API, or both. */
    doors: read.oneOf('DOORS', doors, 'all'),
    route: read.oneOf('ROUTE', routes, 'both'),
    /** Milliseconds. Older observations are taken as made when received. */
    retention: read.integer('RETENTION_MINUTES', 60, { min: 1, max: 1440 }) * 60_000,
  }))
}
