import { KEY_PREFIX } from '#lib/domain/names.ts'
import { type Env, readConfig } from '#lib/platform/env.ts'

/** Everything that a consumer can be told. */
export function loadConfig(env: Env) {
  return readConfig(env, (read) => ({
    listening: read.listening(8080),
    valkey: {
      address: read.address('VALKEY_ADDR'),
      username: read.optional('VALKEY_USERNAME'),
      password: read.optional('VALKEY_PASSWORD'),
    },
    keyPrefix: read.text('KEY_PREFIX', KEY_PREFIX),
    window: {
      retention: read.integer('RETENTION_MINUTES', 60, { min: 1, max: 1440 }) * 60_000,
      listLimit: read.integer('LIST_LIMIT', 1000, { min: 1 }),
    },
  }))
}
