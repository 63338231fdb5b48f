import { type Env, readConfig } from '#lib/platform/env.ts'
import { readStoreSettings } from '#lib/store/settings.ts'

const HOUR = 3_600_000
const MEGABYTE = 1024 * 1024

/** Everything that the function of the dead letters can be told. */
export function loadConfig(env: Env) {
  return readConfig(env, (read) => ({
    listening: read.listening(8080),
    ...readStoreSettings(read),
    writers: { kafka: read.address('GRPC_KAFKA_ADDR'), rabbitmq: read.address('GRPC_RABBIT_ADDR') },
    operatorKey: read.secret('OPERATOR_KEY'),
    /** How often the sources of the readings try: `retry` of their delivery, and the first time. */
    tries: read.integer('DELIVERY_TRIES', 1001, { min: 1 }),
    limits: {
      letters: read.integer('DEAD_LETTERS_MAX', 100_000, { min: 1 }),
      age: read.integer('DEAD_LETTERS_HOURS', 168, { min: 1, max: 100_000 }) * HOUR,
      bytes: read.integer('DEAD_LETTERS_MEGABYTES', 128, { min: 1, max: 1_000_000 }) * MEGABYTE,
    },
  }))
}
