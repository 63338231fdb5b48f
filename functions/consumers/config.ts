import { type Env, readConfig } from '#lib/platform/env.ts'
import { readStoreSettings } from '#lib/store/settings.ts'
import { qualityModes } from './store-call.ts'

/** Everything that a consumer can be told. */
export function loadConfig(env: Env) {
  return readConfig(env, (read) => ({
    listening: read.listening(8080),
    ...readStoreSettings(read),
    window: {
      retention: read.integer('RETENTION_MINUTES', 60, { min: 1, max: 1440 }) * 60_000,
      quality: read.oneOf('QUALITY', qualityModes, 'exclude'),
      listLimit: read.integer('LIST_LIMIT', 1000, { min: 1 }),
    },
  }))
}
