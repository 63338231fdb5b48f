import { KEY_PREFIX } from '#lib/domain/names.ts'
import { type Env, readConfig } from '#lib/platform/env.ts'

/** Everything that a consumer can be told. */
export function loadConfig(env: Env) {
  return readConfig(env, (read) => ({
    listening: read.listening(8080),
    /** Set by Knative: the two deployments of this function are told apart by it. */
    service: read.text('K_SERVICE', 'consumers'),
    valkey: {
      address: read.address('VALKEY_ADDR'),
      username: read.optional('VALKEY_USERNAME'),
      password: read.optional('VALKEY_PASSWORD'),
    },
    keyPrefix: read.text('KEY_PREFIX', KEY_PREFIX),
    window: {
      retention: read.integer('RETENTION_MINUTES', 60) * 60_000,
      listLimit: read.integer('LIST_LIMIT', 1000),
    },
  }))
}
