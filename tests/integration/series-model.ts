import type { Measurement } from '#lib/domain/measurements.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { hundredths, meanOf, thousandths } from './rounding.ts'

/** A step of the series, ms. */
export const STEP = 10_000
const GRACE = 2_000

/** An entry of a series: its id, and its fields in order. */
export type Entry = [id: string, fields: string[]]

/**
 * The series that the readings make at `now`: what the steps say that are over, all with the same fields.
 * @param counted what counters of rain say, in mm, by step
 */
export function seriesOf(
  readings: readonly Reading[],
  now: number,
  names: readonly Measurement[],
  counted: ReadonlyMap<number, readonly number[]> = new Map(),
): Entry[] {
  const steps = Map.groupBy(readings, ({ observedAt }) => Math.floor(Date.parse(observedAt) / STEP))
  const closed = [...steps].filter(([step]) => (step + 1) * STEP + GRACE <= now).sort(([a], [b]) => a - b)
  const saidOf = ([step, ofStep]: readonly [number, readonly Reading[]], name: Measurement) =>
    said(valuesOf(ofStep, name, counted.get(step)), name)
  const occurring = names.filter((name) => closed.some((step) => saidOf(step, name) !== undefined))
  const known = Object.fromEntries(
    occurring.map((name) => [
      name,
      closed.map((step) => saidOf(step, name)).find((value) => value !== undefined),
    ]),
  )
  return closed.map(([step, ofStep]) => {
    const fields = ['readings', String(ofStep.length)]
    for (const name of occurring) {
      known[name] = saidOf([step, ofStep], name) ?? (name === 'rain' ? '0' : known[name])
      fields.push(name, known[name] ?? '')
    }
    return [`${step * STEP}-0`, fields]
  })
}

function valuesOf(
  readings: readonly Reading[],
  name: Measurement,
  counted: readonly number[] = [],
): number[] {
  const values = readings.map((reading) => reading[name]).filter((value) => value !== undefined)
  return name === 'rain' ? [...values, ...counted] : values
}

function said(values: readonly number[], name: Measurement): string | undefined {
  if (values.length === 0) return undefined
  if (name === 'rain') return String(thousandths(values).reduce((sum, value) => sum + value, 0) / 1000)
  return name === 'windDirection' ? meanDirection(values) : meanOf(values)
}

function meanDirection(degrees: readonly number[]): string {
  const sum = (part: (radians: number) => number) =>
    thousandths(degrees.map((value) => part((value * Math.PI) / 180))).reduce((a, b) => a + b, 0)
  const mean = (Math.atan2(sum(Math.sin), sum(Math.cos)) * 180) / Math.PI
  return hundredths(Math.floor(((mean + 360) % 360) + 0.5) % 360).replace('.00', '')
}
