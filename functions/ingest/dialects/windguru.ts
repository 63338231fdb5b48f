import * as z from 'zod'
import { metersOfKnots } from '#lib/domain/units.ts'
import { Secret } from '#lib/platform/secret.ts'
import { refusalOf, textAnswer } from './answers.ts'
import type { Dialect } from './dialect.ts'
import { converted, type Fields, fieldsOf } from './fields.ts'
import { firmwareObservation, type Measured } from './firmware.ts'
import { identifiedBy } from './request-key.ts'
import { stationOfId } from './station-name.ts'

const isoTime = z.iso.datetime({ offset: true })

/** What rain an hour's `precip` is of, where `precip_interval` is not said. */
const HOUR = 3600

/** Windguru's upload: °C, hPa and knots; the only one that does not send its secret but a salted hash of it. */
export const windguru: Dialect = {
  name: 'windguru',
  door: 'firmware',
  methods: ['GET'],
  paths: ['/upload/api.php'],
  maxBody: 0,

  read({ query, key }) {
    const fields = fieldsOf(query)
    const uid = fields.required('uid')
    const salt = fields.required('salt')
    const hash = fields.required('hash')
    if (hash !== '' && !/^[0-9a-f]{32}$/i.test(hash)) fields.refuse('hash', 'must be 32 hexadecimal digits')
    const station = stationOfId(fields, 'uid', uid)
    const statedAt = timeOf(fields)
    const measured = measuredOf(fields)
    fields.check()
    const identifies = identifiedBy(key)
    return {
      observations: [firmwareObservation({ station, statedAt, identifies, measured })],
      claim: {
        identity: new Secret(uid),
        proof: { kind: 'salted-md5', salt, hash: new Secret(hash.toLowerCase()) },
      },
    }
  },

  accepted: () => textAnswer(200, 'OK\n'),

  refused(problem) {
    const { status, reason } = refusalOf(problem, 'unauthorized')
    return textAnswer(status, reason)
  },
}

function measuredOf({ number }: Fields): Measured {
  const wind = converted(number, metersOfKnots)
  const interval = number('interval')
  const span = number('precip_interval') ?? HOUR
  const precipitation = number('precip')
  const isKnown = precipitation !== undefined && span > 0
  return {
    temperature: number('temperature'),
    humidity: number('rh'),
    pressure: number('mslp'),
    windSpeed: wind('wind_avg'),
    windGust: wind('wind_max'),
    windDirection: number('wind_direction'),
    rainRate: isKnown ? (precipitation * HOUR) / span : undefined,
    // Of the time since the measurement before only if both spans are the same; else they overlap.
    rain: isKnown && interval === span ? precipitation : undefined,
  }
}

/** `unixtime` in seconds takes precedence over `datetime`, ISO 8601, whose `+` an unencoded query makes a blank. */
function timeOf(fields: Fields): number | undefined {
  const seconds = fields.number('unixtime')
  if (seconds !== undefined) return Math.round(seconds * 1000)
  const text = fields.text('datetime')?.replace(/ (?=\d{2}:\d{2}$)/, '+')
  if (text === undefined) return undefined
  if (!isoTime.safeParse(text).success) fields.refuse('datetime', 'must be a time of ISO 8601 with its zone')
  return Date.parse(text)
}
