import { type Said, type Sent, sentMeasurements } from './said.ts'

/** Whole numbers over some readings: how many, and for each measurement their sum, least and greatest, in thousandths. */
export type Sums = {
  readings: number
  sum: Record<Sent, number>
  least: Record<Sent, number>
  greatest: Record<Sent, number>
  /** How many of each condition. */
  conditions: Map<string, number>
}

/** What the store must hold: sums over the set of readings, made in the plainest way. */
export type Reference = {
  add(reading: Said): void
  readonly all: Sums
  readonly municipalities: ReadonlyMap<string, Sums>
  /** By station; for stations without a clock of their own, only as a whole. */
  readonly stations: ReadonlyMap<string, Sums>
  /** By station and beginning of the step (ms); only what says when it was observed. */
  readonly steps: ReadonlyMap<string, ReadonlyMap<number, Sums>>
}

/** The store's steps, in milliseconds. */
export const STEP_MS = 10_000

/** Empty. Each reading must be added once. */
export function createReference(): Reference {
  const all = emptySums()
  const municipalities = new Map<string, Sums>()
  const stations = new Map<string, Sums>()
  const steps = new Map<string, Map<number, Sums>>()
  return {
    all,
    municipalities,
    stations,
    steps,
    add(reading) {
      const { station, municipality, observedAt } = reading
      const into = [
        all,
        within(municipalities, municipality, emptySums),
        within(stations, station, emptySums),
      ]
      if (observedAt !== undefined) {
        const step = Math.floor(Date.parse(observedAt) / STEP_MS) * STEP_MS
        into.push(
          within(
            within(steps, station, () => new Map<number, Sums>()),
            step,
            emptySums,
          ),
        )
      }
      for (const sums of into) addTo(sums, reading)
    },
  }
}

/** A value as the store adds it. */
export function thousandths(value: number): number {
  return Math.round(value * 1_000)
}

function addTo(sums: Sums, reading: Said): void {
  sums.readings += 1
  sums.conditions.set(reading.condition, (sums.conditions.get(reading.condition) ?? 0) + 1)
  for (const name of sentMeasurements) {
    const value = thousandths(reading[name])
    sums.sum[name] += value
    sums.least[name] = Math.min(sums.least[name], value)
    sums.greatest[name] = Math.max(sums.greatest[name], value)
  }
}

function emptySums(): Sums {
  const each = (value: number) =>
    Object.fromEntries(sentMeasurements.map((name) => [name, value])) as Record<Sent, number>
  return {
    readings: 0,
    sum: each(0),
    least: each(Number.POSITIVE_INFINITY),
    greatest: each(Number.NEGATIVE_INFINITY),
    conditions: new Map(),
  }
}

function within<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const there = map.get(key) ?? make()
  map.set(key, there)
  return there
}
