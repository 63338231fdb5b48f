import { type Attributes, type BatchObservableResult, type Meter, metrics } from '@opentelemetry/api'
import { SCOPE, telemetry } from './telemetry-state.ts'

/** What an instrument measures: its unit by UCUM, and what it means. */
export type Instrument = { unit: string; description: string }

/** Adds to, or records in, an instrument. Costs nothing while nothing is configured. */
export type Measure = (value: number, attributes?: Attributes) => void

/** Seconds: from what a call takes in one machine to what a broker's outage makes of it. */
export const SECONDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3_600,
]

/** Readings in a batch. */
const COUNTS = [1, 2, 4, 8, 16, 32, 64, 128, 256]

/** The bounds of the buckets of a histogram. */
export function boundsOf({ unit }: Instrument): readonly number[] {
  return unit === 's' ? SECONDS : COUNTS
}

/** A sum that only grows. The instrument is made when it is first used: before that there is no provider. */
export function counter(name: string, options: Instrument): Measure {
  return lazily((meter) => {
    const made = meter.createCounter(name, options)
    return (value, attributes) => made.add(value, attributes)
  })
}

/**
 * A sum that only grows, by one label: for what is counted a thousand times a second. It costs an addition, and is looked
 * at whenever metrics are exported.
 */
export function tally(name: string, options: Instrument, label: string): (value: number, by: string) => void {
  const sums = new Map<string, number>()
  let isObserved = false
  return (value, by) => {
    if (!telemetry.metering) return
    sums.set(by, (sums.get(by) ?? 0) + value)
    if (isObserved) return
    isObserved = true
    const made = metrics.getMeter(SCOPE).createObservableCounter(name, options)
    made.addCallback((result) => {
      for (const [known, sum] of sums) result.observe(sum, { [label]: known })
    })
  }
}

/** How values are spread: seconds, or counts up to a batch. */
export function histogram(name: string, options: Instrument): Measure {
  return lazily((meter) => {
    const explicitBucketBoundaries = [...boundsOf(options)]
    const made = meter.createHistogram(name, { ...options, advice: { explicitBucketBoundaries } })
    return (value, attributes) => made.record(value, attributes)
  })
}

function lazily(create: (meter: Meter) => Measure): Measure {
  let measure: Measure | undefined
  return (value, attributes) => {
    if (!telemetry.metering) return
    measure ??= create(metrics.getMeter(SCOPE))
    measure(value, attributes)
  }
}

const waiting: ((meter: Meter) => void)[] = []

/** A value that is looked at whenever metrics are exported. To be called where something is made, not where it changes. */
export function observe(name: string, options: Instrument, read: () => number, attributes: Attributes): void {
  if (!telemetry.configured) return
  const begin = (meter: Meter) => {
    const gauge = meter.createObservableGauge(name, options)
    const look = (result: BatchObservableResult) => result.observe(gauge, read(), attributes)
    meter.addBatchObservableCallback(look, [gauge])
  }
  if (telemetry.metering) begin(metrics.getMeter(SCOPE))
  else waiting.push(begin)
}

/** Begins to look at what was made before the SDK was there. */
export function beginObserving(): void {
  for (const begin of waiting.splice(0)) begin(metrics.getMeter(SCOPE))
}
