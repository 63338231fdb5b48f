import type { Measurement } from '#lib/domain/measurements.ts'
import { flagOf, type Said } from './flags.ts'

/** What the resolution of sensors and the conversion of units may make of two equal values: 0.1 °C, and 0.1 m/s. */
const TOLERANCE = 0.1

/** MesoWest's criterion of a gust that is too far above the wind, 75 kt, in m/s. */
const GUST_ABOVE_WIND = 38.6

/** Rain does not reach the ground through air this dry: our own limit, in %. */
const DRY = 20

type Rule = { broken: (said: Said) => boolean; doubts: readonly Measurement[] }

/**
 * Of two measurements of one time that contradict each other both are doubted, as in MADIS's internal consistency
 * (https://madis.ncep.noaa.gov/madis_sfc_qc.shtml: dew point and temperature) and WMO's guidelines for automatic
 * stations (ET-AWS-4, document 4(1), annex 1).
 */
const rules: readonly Rule[] = [
  {
    broken: ({ dewPoint, temperature }) => isAbove(dewPoint, temperature, TOLERANCE),
    doubts: ['temperature', 'humidity'],
  },
  {
    broken: ({ windSpeed, windGust }) =>
      isAbove(windSpeed, windGust, TOLERANCE) || isAbove(windGust, windSpeed, GUST_ABOVE_WIND),
    doubts: ['windSpeed', 'windGust'],
  },
  {
    broken: ({ humidity, rain = 0, rainRate = 0 }) =>
      humidity !== undefined && humidity <= DRY && (rain > 0 || rainRate > 0),
    doubts: ['humidity', 'rainRate', 'rain'],
  },
]

/** Level 2: flags measurements of one reading that contradict each other. */
export function consistencyFlags(said: Said): string[] {
  const broken = rules.filter((rule) => rule.broken(said))
  const doubted = broken.flatMap(({ doubts }) => doubts).filter((name) => said[name] !== undefined)
  return [...new Set(doubted)].map((name) => flagOf('consistency', name))
}

function isAbove(one: number | undefined, other: number | undefined, tolerance: number): boolean {
  return one !== undefined && other !== undefined && one > other + tolerance
}
