import * as z from 'zod'
import { completed } from './completed.ts'
import type { Condition } from './condition.ts'
import { type Measurement, measurementNames } from './measurements.ts'
import { firstChecks } from './quality/first-checks.ts'
import type { Limits } from './quality/range.ts'
import type { RainCounter } from './rain.ts'
import { MAX_FLAGS, type Reading, readingSchema } from './reading.ts'
import { derivedId, freshId } from './reading-id.ts'
import type { Place } from './sun.ts'

/** What a dialect understood of a request, before it has an id and times that can be trusted. */
export type Observation = {
  /** Slug. */
  station: string
  /** Slug. */
  municipality?: string | undefined
  /** Milliseconds since 1970, as the station's clock says. */
  statedAt?: number | undefined
  /** What tells this observation from all others of the station, where the sender says so. */
  identifies?: string | undefined
  condition?: Condition | undefined
  rainCounter?: RainCounter | undefined
  /** What the dialect found suspicious. */
  flags?: readonly string[] | undefined
  /** What a station says beside the measurements of a reading; where it is there, what can be derived is. */
  raw?: Raw | undefined
} & { [name in Measurement]?: number | undefined }

/** Dew point in °C, and pressure in hPa that is not reduced to sea level. */
export type Raw = { dewPoint?: number | undefined; stationPressure?: number | undefined }

/**
 * When and how an observation arrived, where its station stands if that is known, and the limits of its climate. Times
 * in milliseconds.
 */
export type Receipt = {
  receivedAt: number
  retention: number
  dialect: string
  place?: Place | undefined
  limits?: Limits | undefined
}

/** How far ahead of ours a station's clock may be. */
export const CLOCK_LEAD_MS = 5 * 60_000

/** A reading's flag: the station's clock could not be right, so the time is that of receipt. */
export const CLOCK_FLAG = 'clock'

/**
 * Gives an observation its id, its times, and the flags of what is suspicious about it by itself. The same observation said again has the same id, where the sender
 * identifies it: by its own id or key, or by the station's time together with what was measured.
 */
export function toReading(observation: Observation, receipt: Receipt): Reading {
  const { receivedAt, retention, dialect, place, limits } = receipt
  const { station, municipality, statedAt } = observation
  const plausible =
    statedAt !== undefined && statedAt >= receivedAt - retention && statedAt <= receivedAt + CLOCK_LEAD_MS
  const observedAt = plausible ? statedAt : receivedAt
  const { said, flags } = completed(observation, observedAt, place)
  const reading: Reading = {
    id: idOf(observation, receivedAt),
    station,
    observedAt: new Date(observedAt).toISOString(),
    receivedAt: new Date(receivedAt).toISOString(),
    dialect,
  }
  if (municipality !== undefined) reading.municipality = municipality
  for (const name of measurementNames) {
    const value = said[name]
    if (value !== undefined) reading[name] = value
  }
  if (said.condition !== undefined) reading.condition = said.condition
  if (observation.rainCounter !== undefined) reading.rainCounter = observation.rainCounter
  const quality = [...flags]
  if (statedAt !== undefined && !plausible) quality.push(CLOCK_FLAG)
  quality.push(...firstChecks({ ...said, dewPoint: observation.raw?.dewPoint }, limits))
  if (quality.length > 0) reading.quality = quality.slice(0, MAX_FLAGS)
  return reading
}

/** Checks something of unknown origin against the rules of a reading; the failure names every broken rule. */
export function parseReading(input: unknown): { reading: Reading } | { reason: string } {
  const parsed = readingSchema.safeParse(input)
  return parsed.success ? { reading: parsed.data } : { reason: z.prettifyError(parsed.error) }
}

/** Whether the stated time is plausible must not matter: it may become so, or cease to be, before the second try. */
function idOf(observation: Observation, receivedAt: number): string {
  const { station, statedAt, identifies } = observation
  if (statedAt !== undefined) {
    const said = identifies === undefined ? `content ${contentOf(observation)}` : `key ${identifies}`
    return statedAt >= 0 && statedAt < 2 ** 48
      ? derivedId(statedAt, { station, identifies: said })
      : derivedId(0, { station, identifies: `${statedAt} ${said}` })
  }
  if (identifies !== undefined) return derivedId(0, { station, identifies: `key ${identifies}` })
  return freshId(receivedAt)
}

function contentOf(observation: Observation): string {
  const { municipality, condition, rainCounter, raw } = observation
  const measured = measurementNames.map((name) => observation[name])
  return JSON.stringify([
    municipality,
    condition,
    ...measured,
    ...[rainCounter?.of, rainCounter?.mm, raw?.dewPoint, raw?.stationPressure],
  ])
}
