import type { Reader } from '#lib/platform/env.ts'

/** Where stations.json is, if there is one, and how often it is looked at: the same variables for every function. */
export function readStationsFileSettings(read: Reader) {
  return {
    file: read.optional('STATIONS_FILE'),
    /** Milliseconds. */
    pollMs: read.integer('STATIONS_POLL_MS', 5_000, { min: 10, max: 3_600_000 }),
  }
}
