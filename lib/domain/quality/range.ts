import { type Measurement, measurementNames } from '#lib/domain/measurements.ts'
import { flagOf, type Said } from './flags.ts'

/** The least and the greatest that can be believed, by measurement; what is left out has no such limits. */
export type Limits = { readonly [name in Measurement]?: readonly [least: number, greatest: number] }

/**
 * MADIS's level 1 validity limits (https://madis.ncep.noaa.gov/madis_sfc_qc_notes.shtml): air temperature -60 to 130 °F,
 * station pressure 568 to 1100 hPa, precipitation to 44 in. MADIS lets wind of 250 kt pass; those of wind (125 kt) and
 * solar radiation are MesoWest's (http://www.met.utah.edu/mesowest/quality/max_min.html). No ultraviolet index above
 * 43.3 has been measured (https://doi.org/10.3389/fenvs.2014.00026).
 */
export const validityLimits: Limits = {
  temperature: [-51.1, 54.4],
  pressure: [568, 1100],
  windSpeed: [0, 64.3],
  rainRate: [0, 1117.6],
  rain: [0, 1117.6],
  solarRadiation: [0, 1500],
  uvIndex: [0, 43.3],
}

/** Level 1: flags what lies outside of the limits. A station's climate may have narrower ones. */
export function rangeFlags(said: Said, limits: Limits = validityLimits): string[] {
  return measurementNames
    .filter((name) => isOutside(said[name], limits[name]))
    .map((name) => flagOf('range', name))
}

/** The validity limits, narrowed by what a station's climate allows. */
export function climateLimits(
  climate: {
    readonly [name in Measurement]?: { min?: number | undefined; max?: number | undefined } | undefined
  },
): Limits {
  const narrowed = measurementNames.flatMap((name) => {
    const [least, greatest] = validityLimits[name] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    const { min = least, max = greatest } = climate[name] ?? {}
    return [[name, [Math.max(least, min), Math.min(greatest, max)]] as const]
  })
  return Object.fromEntries(narrowed)
}

function isOutside(value: number | undefined, limits: readonly [number, number] | undefined): boolean {
  return value !== undefined && limits !== undefined && (value < limits[0] || value > limits[1])
}
