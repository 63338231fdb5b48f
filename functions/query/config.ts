import { KEY_PREFIX } from '#lib/domain/names.ts'
import { type Env, readConfig } from '#lib/platform/env.ts'

/** Everything that the query function can be told. */
export function loadConfig(env: Env) {
  return readConfig(env, (read) => ({
    listening: read.listening(8080),
    valkey: {
      address: read.address('VALKEY_ADDR'),
      username: read.optional('VALKEY_USERNAME'),
      password: read.optional('VALKEY_PASSWORD'),
    },
    keyPrefix: read.text('KEY_PREFIX', KEY_PREFIX),
    liveClients: read.integer('LIVE_CLIENTS', 200),
  }))
}
