import { type Measurement, measurementNames } from '#lib/domain/measurements.ts'

/** The checks of a reading's values, in the order of MADIS's levels: the first is level 1, the last level 3. */
export const checks = ['range', 'consistency', 'step', 'persistence', 'neighbours'] as const

/** Name of a check. */
export type Check = (typeof checks)[number]

/** What a check of a reading looks at: measurements, and the dew point where a station tells it. */
export type Said = { [name in Measurement | 'dewPoint']?: number | undefined }

/** The flag of a check that a measurement has failed, for example `range-wind-gust`. */
export function flagOf(check: Check, measurement: Measurement): string {
  return `${check}-${measurement.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

const meanings = new Map(
  checks.flatMap((check) =>
    measurementNames.map((measurement) => [flagOf(check, measurement), { check, measurement }] as const),
  ),
)

/** What such a flag says; undefined for other flags, such as that of the clock. */
export function meaningOf(flag: string): { check: Check; measurement: Measurement } | undefined {
  return meanings.get(flag)
}
