import type { Attributes } from '@opentelemetry/api'
import { type Instrument, SECONDS } from './telemetry-meters.ts'

/** The values of one set of labels so far: how many are at most each bound, and beyond the last. */
export type Spread = {
  readonly attributes: Attributes
  counts: number[]
  sum: number
  count: number
}

/** A histogram of seconds that is kept here, and handed to the SDK whenever metrics are exported. */
export type Spreads = Instrument & { readonly name: string; readonly all: Spread[] }

const known: Spreads[] = []

/**
 * How seconds are spread, for what happens with each request: the SDK makes a text of the labels with every value, which
 * takes ten times as long as to count it. @returns makes the place of a set of labels, to be kept by who counts
 */
export function spread(name: string, options: Instrument): (attributes: Attributes) => Spread {
  const all: Spread[] = []
  known.push({ name, ...options, all })
  return (attributes) => {
    const made = { attributes, ...emptySpread() }
    all.push(made)
    return made
  }
}

/** Counts a value. */
export function count(into: Spread, seconds: number): void {
  let at = 0
  while (at < SECONDS.length && seconds > (SECONDS[at] ?? 0)) at += 1
  into.counts[at] = (into.counts[at] ?? 0) + 1
  into.sum += seconds
  into.count += 1
}

/** Nothing yet. */
export function emptySpread(): Pick<Spread, 'counts' | 'sum' | 'count'> {
  return { counts: Array<number>(SECONDS.length + 1).fill(0), sum: 0, count: 0 }
}

/** All that are kept in this process. */
export function allSpreads(): readonly Spreads[] {
  return known
}
