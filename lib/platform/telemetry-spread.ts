import type { Attributes } from '@opentelemetry/api'
import { boundsOf, type Instrument } from './telemetry-meters.ts'
import { telemetry } from './telemetry-state.ts'

/** The values of one set of labels so far: how many are at most each bound, and beyond the last. */
export type Spread = {
  readonly attributes: Attributes
  readonly bounds: readonly number[]
  counts: number[]
  sum: number
  count: number
}

/** A histogram that is kept here, and handed to the SDK whenever metrics are exported. */
export type Spreads = Instrument & { readonly name: string; readonly all: Spread[] }

const known: Spreads[] = []

/**
 * How values are spread, for what happens with each request or batch: the SDK makes a text of the labels with every value,
 * which takes ten times as long as to count it. @returns makes the place of a set of labels, to be kept by who counts
 */
export function spread(name: string, options: Instrument): (attributes: Attributes) => Spread {
  const all: Spread[] = []
  const bounds = boundsOf(options)
  known.push({ name, ...options, all })
  return (attributes) => {
    const made = { attributes, bounds, ...emptySpread(bounds) }
    all.push(made)
    return made
  }
}

/** The same where one label, of few values, tells all. @returns counts a value of it */
export function spreadBy(
  name: string,
  options: Instrument,
  label: string,
): (value: number, by: string) => void {
  const place = spread(name, options)
  const places = new Map<string, Spread>()
  return (value, by) => {
    if (!telemetry.metering) return
    const into = places.get(by) ?? place({ [label]: by })
    places.set(by, into)
    count(into, value)
  }
}

/** Counts a value. */
export function count(into: Spread, value: number): void {
  const { bounds } = into
  let at = 0
  while (at < bounds.length && value > (bounds[at] ?? 0)) at += 1
  into.counts[at] = (into.counts[at] ?? 0) + 1
  into.sum += value
  into.count += 1
}

/** Nothing yet. */
export function emptySpread(bounds: readonly number[]): Pick<Spread, 'counts' | 'sum' | 'count'> {
  return { counts: Array<number>(bounds.length + 1).fill(0), sum: 0, count: 0 }
}

/** All that are kept in this process. */
export function allSpreads(): readonly Spreads[] {
  return known
}
