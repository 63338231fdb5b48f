import { type Counted, rainCounters, rainOf } from '#lib/domain/rain.ts'
import type { Reading } from '#lib/domain/reading.ts'

/** What the counters of a station's readings say fell, in mm, by the span of time (ms) in which it was reported. */
export function countedRain(
  entered: readonly Reading[],
  span: number,
  retention: number,
): Map<number, number[]> {
  const reports = Map.groupBy(entered.flatMap(reportsOf), ({ at }) => Math.floor(at / span))
  const fell = rainOf([...reports.values()].flatMap(firstAndLast), retention)
  const bySpan = Map.groupBy(fell, ({ at }) => Math.floor(at / span))
  return new Map([...bySpan].map(([step, all]) => [step, all.map(({ rain }) => rain)]))
}

/** A reading that says itself what fell is not asked for its counter. */
function reportsOf({ observedAt, rain, rainCounter }: Reading): Counted[] {
  if (rainCounter === undefined || rain !== undefined) return []
  return [{ at: Date.parse(observedAt), counter: rainCounter }]
}

/** The store keeps no more of a step. Of reports of one time the one that counts comes first. */
function firstAndLast(reports: readonly Counted[]): Counted[] {
  const rank = ({ counter }: Counted) => rainCounters.indexOf(counter.of)
  const counts = (a: Counted, b: Counted) => rank(a) - rank(b) || b.counter.mm - a.counter.mm
  const first = [...reports].sort((a, b) => a.at - b.at || counts(a, b)).slice(0, 1)
  const last = [...reports].sort((a, b) => b.at - a.at || counts(a, b)).slice(0, 1)
  return [...first, ...last]
}
