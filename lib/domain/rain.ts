import * as z from 'zod'

/** Counters of rain that stations keep, the one that is set back least often first. */
export const rainCounters = ['total', 'year', 'month', 'week', 'day'] as const

/** One of the counters. */
export type RainCounterName = (typeof rainCounters)[number]

/** The rain that a station has counted since it last set this counter back. */
export const rainCounterSchema = z
  .strictObject({
    of: z.enum(rainCounters).describe('What sets it back: nothing, or the end of this span of time'),
    mm: z.number().min(0).max(100_000),
  })
  .describe("Rain that the station's own counter has, mm; what fell is the difference to the counter before")

/** A counter as a reading carries it. */
export type RainCounter = z.infer<typeof rainCounterSchema>

/** Consoles of Fine Offset stop counting their total at 6000 mm, 236.22 in, without a word (weewx-interceptor issue 124). */
const FULL_MM = 5_999.9

/** Of the counters that a station sends, in mm, the one that is set back least often and still counts. */
export function steadiestCounter(
  counters: Readonly<Partial<Record<RainCounterName, number | undefined>>>,
): RainCounter | undefined {
  const usable = rainCounters.filter((name) => counters[name] !== undefined)
  const of = usable.find((name) => (counters[name] as number) < FULL_MM) ?? usable[0]
  return of === undefined ? undefined : { of, mm: counters[of] as number }
}

/**
 * What fell between two values of a counter, in mm: their difference, or after a decrease, which is a counter set back,
 * what it has counted since. Undefined when they are of two counters, which have nothing in common.
 */
export function rainBetween(earlier: RainCounter, later: RainCounter): number | undefined {
  if (earlier.of !== later.of) return undefined
  const micrometers = (mm: number) => Math.round(mm * 1000)
  const more = micrometers(later.mm) - micrometers(earlier.mm)
  return (more >= 0 ? more : micrometers(later.mm)) / 1000
}

/** A counter and when it had that value, in ms. */
export type Counted = { at: number; counter: RainCounter }

/**
 * The rain since the report before, of each of a station's reports but the first. The same for the same reports in any
 * order and any number of times: this is what a store has to come to. Of two reports of one time the higher counts.
 * @param longest ms: when a report comes later than that after the one before, nobody knows when it was that it rained
 */
export function rainOf(
  reports: readonly Counted[],
  longest = Number.POSITIVE_INFINITY,
): { at: number; rain: number }[] {
  const steps: { at: number; rain: number }[] = []
  let before: Counted | undefined
  for (const report of inOrder(reports)) {
    const isNear = before !== undefined && report.at - before.at <= longest
    const rain = before && isNear ? rainBetween(before.counter, report.counter) : undefined
    if (rain !== undefined) steps.push({ at: report.at, rain })
    before = report
  }
  return steps
}

function inOrder(reports: readonly Counted[]): Counted[] {
  const rank = ({ counter }: Counted) => rainCounters.indexOf(counter.of)
  const sorted = [...reports].sort((a, b) => a.at - b.at || rank(a) - rank(b) || b.counter.mm - a.counter.mm)
  return sorted.filter(({ at }, index) => at !== sorted[index - 1]?.at)
}
