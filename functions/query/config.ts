import { type Env, readConfig } from '#lib/platform/env.ts'
import { readStationsFileSettings } from '#lib/stations/settings.ts'
import { readStoreSettings } from '#lib/store/settings.ts'

/** Everything that the query function can be told. */
export function loadConfig(env: Env) {
  return readConfig(env, (read) => ({
    listening: read.listening(8080),
    ...readStoreSettings(read),
    /** stations.json, of which names and positions are shown. */
    stations: readStationsFileSettings(read),
    liveClients: read.integer('LIVE_CLIENTS', 200),
  }))
}
