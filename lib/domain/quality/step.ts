import { type Judged, LOOK_BACK, type Minute } from './history.ts'

/** So many minutes with readings make a past, of which so many at most are looked at. */
export const FEWEST = 3
export const MOST = 5

/** Restless stations have wider bounds: by so many times as much as they usually stray. WMO's spike is 4 sigma. */
export const RESTLESS = 4

/**
 * How much a value may differ, in thousandths: from one minute to the next by WMO's guidelines for automatic stations
 * (3 °C and 15 %: ET-AWS-4, document 4(1), annex 1), and within an hour by MADIS's
 * temporal consistency (35 °F and 50 %: https://madis.ncep.noaa.gov/madis_sfc_qc_notes.shtml); in a straight line
 * between, which is ours.
 */
export const stepLimits: Readonly<Record<Judged, { minute: number; hour: number }>> = {
  temperature: { minute: 3_000, hour: 19_400 },
  humidity: { minute: 15_000, hour: 50_000 },
}

/** The least and the greatest value that a minute can have. */
export type Bounds = { least: number; greatest: number }

/**
 * What a minute's values are bound by: the median of the last means before it, give or take what the time since the
 * first of these allows. A median, so that a spike does not condemn what follows it. Undefined without enough past.
 * @param past the station's other minutes, in order; later ones and those too long ago do not count
 */
export function boundsOf(name: Judged, minute: number, past: readonly Minute[]): Bounds | undefined {
  const before = past.filter((one) => one.minute < minute && one.minute >= minute - LOOK_BACK).slice(-MOST)
  const [first] = before
  if (first === undefined || before.length < FEWEST) return undefined
  const level = median(before.map(({ mean }) => mean))
  const strays = median(before.map(({ least, greatest }) => Math.max(greatest - level, level - least)))
  const limit = limitAfter(minute - first.minute, stepLimits[name])
  const either = Math.max(limit, RESTLESS * strays)
  return { least: level - either, greatest: level + either }
}

/** Level 2, step: true when a value, or those of ten seconds, leave the bounds. */
export function isStep(bounds: Bounds | undefined, least: number, greatest = least): boolean {
  return bounds !== undefined && (least < bounds.least || greatest > bounds.greatest)
}

function limitAfter(minutes: number, { minute, hour }: { minute: number; hour: number }): number {
  return minute + Math.floor(((hour - minute) * (minutes - 1)) / 59)
}

/** The lower one of the two in the middle where there are two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? 0
}
