import { decoded } from './decoded.ts'

/** `2026-5-1 2:34:15`, padded or not, with a blank, `+`, `T` or `%20` between, blanks around colons. */
const PATTERN = /^(\d{4})-(\d{1,2})-(\d{1,2})[ +T]+(\d{1,2}) ?: ?(\d{1,2})(?: ?: ?(\d{1,2}))?(?:\.\d+)?Z?$/

/**
 * The time of a firmware's `dateutc`, ms since 1970: undefined for `now`, NaN for what is no time. It says UTC; a
 * console that sends its own zone's time is wrong by hours, which shows.
 */
export function stationTime(text: string): number | undefined {
  const plain = text.includes('%') ? decoded(text) : text // some firmware encodes twice
  if (plain.toLowerCase() === 'now') return undefined
  const parts = PATTERN.exec(plain)
    ?.slice(1)
    .map((part) => Number(part ?? 0))
  if (parts === undefined) return Number.NaN
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  const date = new Date(Date.UTC(year, month - 1, day))
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  const isReal = isDay && hour < 24 && minute < 60 && second <= 60 // there are leap seconds
  return isReal ? Date.UTC(year, month - 1, day, hour, minute, second) : Number.NaN
}
