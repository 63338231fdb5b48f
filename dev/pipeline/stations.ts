import { join, resolve } from 'node:path'
import { root } from '../stack/paths.ts'
import type { PartOptions } from './parts.ts'

/** The stations of the demo, of which none needs a key. */
export const demoStationsFile = join(root, 'dev/demo/stations.json')

/** What ingest alone is told of stations, from the environment of `npm start`. */
const ofIngest = [
  'STATIONS_MODE',
  'STATION_KEYS_SECRET',
  'STATION_KEYS_SECRET_BEFORE',
  'STATION_READINGS_PER_MINUTE',
  'KEY_FAILURES_PER_MINUTE',
  'TRUSTED_PROXIES',
]

/** The variables about stations for both functions that know them; the file is that of the demo unless one is named. */
export function stationsEnv(env: NodeJS.ProcessEnv): NonNullable<PartOptions['env']> {
  const file = { STATIONS_FILE: env.STATIONS_FILE ? resolve(env.STATIONS_FILE) : demoStationsFile }
  const told = ofIngest.flatMap((name) => (env[name] ? [[name, env[name]]] : []))
  return { ingest: { ...file, ...Object.fromEntries(told) }, query: file }
}
