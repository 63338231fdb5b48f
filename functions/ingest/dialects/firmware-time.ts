import type { Fields } from './fields.ts'
import { stationTime } from './station-time.ts'

/** The time in `dateutc`, which must be there; undefined for `now`. */
export function requiredTime(fields: Fields): number | undefined {
  const text = fields.required('dateutc')
  const time = stationTime(text)
  if (text !== '' && Number.isNaN(time))
    fields.refuse('dateutc', 'must be YYYY-MM-DD HH:MM:SS in UTC, or now')
  return time
}
