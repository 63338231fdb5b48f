import { type Measurement, measurementNames } from '#lib/domain/measurements.ts'
import type { Step } from './picture.ts'

type Sum = { weight: number; x: number; y: number }

const RADIANS = Math.PI / 180

/**
 * Steps made of shorter ones, `length` ms each, aligned to whole multiples of it. Means weigh by readings; that of the
 * wind's direction is one on the circle, so that 350° and 10° make 0° and not 180°. Rain is an amount, and is added.
 */
export function downsample(steps: readonly Step[], length: number): Step[] {
  const groups = Map.groupBy(steps, ({ at }) => Math.floor(at / length) * length)
  return [...groups].map(([at, parts]) => ({
    at,
    readings: parts.reduce((sum, { readings }) => sum + readings, 0),
    means: meansOf(parts),
  }))
}

/** Names that at least one of the steps has, in the order in which they are written everywhere. */
export function measuredIn(steps: readonly Step[]): Measurement[] {
  return measurementNames.filter((name) => steps.some(({ means }) => means[name] !== undefined))
}

function meansOf(parts: readonly Step[]): Step['means'] {
  if (parts.length === 1) return parts[0]?.means ?? {}
  const means: Step['means'] = {}
  for (const name of measuredIn(parts))
    means[name] = name === 'rain' ? rainOf(parts) : round(meanOf(parts, name))
  return means
}

/** In thousandths, as the store adds them. */
function rainOf(parts: readonly Step[]): number {
  return parts.reduce((sum, { means }) => sum + Math.round((means.rain ?? 0) * 1_000), 0) / 1_000
}

function meanOf(parts: readonly Step[], name: Measurement): number {
  const onCircle = name === 'windDirection'
  const sum: Sum = { weight: 0, x: 0, y: 0 }
  for (const { readings, means } of parts) {
    const value = means[name]
    if (value === undefined) continue
    sum.weight += readings
    sum.x += readings * (onCircle ? Math.cos(value * RADIANS) : value)
    sum.y += onCircle ? readings * Math.sin(value * RADIANS) : 0
  }
  return onCircle ? (Math.atan2(sum.y, sum.x) / RADIANS + 360) % 360 : sum.x / sum.weight
}

function round(value: number): number {
  return Math.round(value * 100) / 100 + 0 // no negative zero
}
