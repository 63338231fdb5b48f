import { type Env, type Reader, readConfig } from '#lib/platform/env.ts'
import { readKeySecrets, readStationsFileSettings } from '#lib/stations/settings.ts'
import { modes } from './admission.ts'
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
    stations: readStations(read),
    /** Readings a minute of each station; 0: as many as it likes. */
    readingsPerMinute: read.integer('STATION_READINGS_PER_MINUTE', 0, { max: 1_000_000 }),
    /** Wrong keys a minute of one address for one station. */
    keyFailuresPerMinute: read.integer('KEY_FAILURES_PER_MINUTE', 10, { min: 1, max: 1_000_000 }),
    /** Proxies that tell who has sent a request. */
    trustedProxies: read.networks('TRUSTED_PROXIES'),
  }))
}

function readStations(read: Reader) {
  const settings = readStationsFileSettings(read)
  const mode = read.oneOf('STATIONS_MODE', modes, 'open')
  if (mode === 'registered' && settings.file === undefined)
    read.problem('STATIONS_MODE registered needs STATIONS_FILE')
  return { ...settings, mode, secrets: readKeySecrets(read) }
}
