import { toSlug } from '#lib/domain/slug.ts'
import { Secret } from '#lib/platform/secret.ts'
import type { Incoming, Submission } from './dialect.ts'
import { countersOf, firmwareObservation } from './firmware.ts'
import { requiredTime } from './firmware-time.ts'
import { commonImperial, imperialOf, inchCounters } from './imperial.ts'
import { identifiedBy } from './request-key.ts'
import { stationOfKey } from './station-name.ts'
import { firmwareFields } from './weather-underground.ts'

/** How Ecowitt's piezoelectric gauges call their counters; they have no total. */
const piezoCounters = {
  total: 'train_piezo',
  year: 'yrain_piezo',
  month: 'mrain_piezo',
  week: 'wrain_piezo',
  day: 'drain_piezo',
} as const

/** Paths that consoles of Ecowitt and Ambient Weather are given; what stands behind `report/` names the station. */
export const CONSOLE_PATHS = [
  ...['/data', '/data/', '/data/report', '/data/report/', '/data/report/:station', '/data/report/:station/'],
  ...['/report', '/report/', '/report/:station', '/report/:station/'],
]

/**
 * A request of a console that identifies itself by `PASSKEY` or `MAC`, always in imperial units. `prefix` begins the
 * name of a station that has none in the path.
 * @throws RequestProblem naming each field that is missing or broken
 */
export function readConsole(request: Incoming, prefix: string): Submission {
  const fields = firmwareFields(request)
  const key = fields.text('passkey', 'mac') ?? fields.required('PASSKEY')
  const statedAt = requiredTime(fields)
  const { hectopascals, millimeters } = imperialOf(fields)
  const bucket = countersOf(millimeters, (counter) => inchCounters[counter])
  const hasBucket = Object.values(bucket).some((mm) => mm !== undefined)
  const measured = {
    ...commonImperial(fields),
    pressure: hectopascals('baromrelin'),
    // Ambient Weather calls the rate hourlyrainin.
    rainRate: millimeters('rainratein', 'rrain_piezo', 'hourlyrainin'),
  }
  const raw = { stationPressure: hectopascals('baromabsin') }
  const counters = hasBucket ? bucket : countersOf(millimeters, (counter) => piezoCounters[counter])
  fields.check()
  const model = fields.text('model', 'stationtype')?.replace(/_?V[\d.]+$/i, '') ?? ''
  const station = stationInPath(request.path) || stationOfKey(`${prefix} ${model}`.slice(0, 40), key)
  const identifies = identifiedBy(request.key)
  return {
    observations: [firmwareObservation({ station, statedAt, identifies, measured, raw, counters })],
    claim: { identity: new Secret(key), proof: { kind: 'key', key: new Secret(key) } },
  }
}

function stationInPath(path: string): string {
  const [, name = ''] = /\/report\/([^/]+)\/?$/.exec(path) ?? []
  return toSlug(name)
}
