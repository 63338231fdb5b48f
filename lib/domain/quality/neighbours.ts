import type { Judged } from './history.ts'
import { type Bounds, median } from './step.ts'

/** With fewer stations than these in a municipality, nobody can say which of them is wrong. */
export const FEWEST_STATIONS = 4

/**
 * How many times the median deviation a value may lie off the median: a modified z-score of 3.5 (B. Iglewicz and
 * D. C. Hoaglin, How to detect and handle outliers, 1993), whose constant is 0.6745.
 */
export const DEVIATIONS = 3.5 / 0.6745

/**
 * What neighbours may always differ by, in thousandths: a kilometre of height in the standard atmosphere (ISO 2533:
 * 6.5 °C), and 30 %, which is ours.
 */
export const neighbourLimits: Readonly<Record<Judged, number>> = { temperature: 6_500, humidity: 30_000 }

/**
 * Level 3: what the stations of a municipality bind each other's mean of one minute by: the median, give or take.
 * Undefined where there are too few.
 * @param means one for each station
 */
export function neighbourBounds(name: Judged, means: readonly number[]): Bounds | undefined {
  if (means.length < FEWEST_STATIONS) return undefined
  const middle = median(means)
  const deviation = median(means.map((mean) => Math.abs(mean - middle)))
  const either = Math.max(neighbourLimits[name], Math.floor(DEVIATIONS * deviation + 0.5))
  return { least: middle - either, greatest: middle + either }
}
