import type { SeenMunicipality, SeenStep } from './picture.ts'
import { type Sums, thousandths } from './reference.ts'
import { sentMeasurements } from './said.ts'

/** Something that is not as it must be. */
export type Difference = { what: string; expected: unknown; seen: unknown }

/** A mean is published to the hundredth: half of one off is rounding. In thousandths, with room for a float. */
const ROUNDING = 5.000_1

/** Step by step: how many readings, the exact sum of their rain, the means of the rest. */
export function compareSteps(
  station: string,
  expected: ReadonlyMap<number, Sums>,
  seen: readonly SeenStep[],
): Difference[] {
  const found = new Map(seen.map((step) => [step.at, step]))
  const times = [...new Set([...expected.keys(), ...found.keys()])].sort((a, b) => a - b)
  return times.flatMap((at) =>
    compareStep(`${station} at ${new Date(at).toISOString()}`, expected.get(at), found.get(at)),
  )
}

function compareStep(what: string, expected: Sums | undefined, seen: SeenStep | undefined): Difference[] {
  const readings = expected?.readings ?? 0
  if (readings !== (seen?.readings ?? 0)) {
    return [{ what: `readings of ${what}`, expected: readings, seen: seen?.readings ?? 0 }]
  }
  if (expected === undefined || seen === undefined) return []
  return sentMeasurements.flatMap((name) => {
    const value = (seen.means[name] ?? Number.NaN) * 1_000
    const isRain = name === 'rain'
    const right = isRain ? expected.sum.rain : expected.sum[name] / expected.readings
    if (Math.abs(value - right) < (isRain ? 0.5 : ROUNDING)) return []
    return [{ what: `${name} of ${what}`, expected: right / 1_000, seen: seen.means[name] }]
  })
}

/** As a whole: how many readings, and the exact sum of their rain. For what has no time that the sender knows. */
export function compareTotal(station: string, expected: Sums, seen: readonly SeenStep[]): Difference[] {
  const readings = seen.reduce((sum, step) => sum + step.readings, 0)
  const rain = seen.reduce((sum, step) => sum + thousandths(step.means.rain ?? 0), 0)
  return [
    ...unequal(`readings of ${station}`, expected.readings, readings),
    ...unequal(`rain of ${station}, thousandths`, expected.sum.rain, rain),
  ]
}

/** Count, means, extremes and conditions. */
export function compareMunicipality(
  slug: string,
  expected: Sums,
  seen: SeenMunicipality | undefined,
): Difference[] {
  const found: Difference[] = unequal(`readings of ${slug}`, expected.readings, seen?.readings ?? 0)
  if (found.length > 0 || seen === undefined) return found
  for (const name of ['temperature', 'humidity'] as const) {
    const mean = expected.sum[name] / expected.readings
    if (!(Math.abs((seen[name] ?? Number.NaN) * 1_000 - mean) < ROUNDING))
      found.push({ what: `mean ${name} of ${slug}`, expected: mean / 1_000, seen: seen[name] })
    const least = thousandths(seen[`${name}Min`] ?? Number.NaN)
    const greatest = thousandths(seen[`${name}Max`] ?? Number.NaN)
    found.push(...unequal(`least ${name} of ${slug}, thousandths`, expected.least[name], least))
    found.push(...unequal(`greatest ${name} of ${slug}, thousandths`, expected.greatest[name], greatest))
  }
  const { mostCommon, leastCommon } = seen
  const counts = [...expected.conditions.values()]
  const countOf = (name: string | undefined) => expected.conditions.get(name ?? '') ?? 0
  found.push(...unequal(`most common in ${slug}, readings`, Math.max(...counts), countOf(mostCommon)))
  found.push(...unequal(`least common in ${slug}, readings`, Math.min(...counts), countOf(leastCommon)))
  return found
}

/** Nothing when equal. */
export function unequal(what: string, expected: unknown, seen: unknown): Difference[] {
  return expected === seen ? [] : [{ what, expected, seen }]
}
