import type { Reader } from '#lib/platform/env.ts'
import type { Secret } from '#lib/platform/secret.ts'

/** Where stations.json is, if there is one, and how often it is looked at: the same variables for every function. */
export function readStationsFileSettings(read: Reader) {
  return {
    file: read.optional('STATIONS_FILE'),
    /** Milliseconds. */
    pollMs: read.integer('STATIONS_POLL_MS', 5_000, { min: 10, max: 3_600_000 }),
  }
}

/** What keys were made with, the present one first, then the one before while keys change to the new one. */
export function readKeySecrets(read: Reader): Secret[] {
  return ['STATION_KEYS_SECRET', 'STATION_KEYS_SECRET_BEFORE'].flatMap(
    (name) => read.hidden(name, { min: 32 }) ?? [],
  )
}
