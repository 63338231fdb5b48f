import { humidityOf } from './humidity.ts'
import type { Observation } from './observation.ts'
import { seaLevelPressure } from './pressure.ts'
import { conditionOf } from './sky.ts'
import type { Place } from './sun.ts'
import { rounded } from './units.ts'

/** A reading's flag: the pressure is the station's own, for lack of its elevation to reduce it to sea level by. */
export const STATION_PRESSURE_FLAG = 'station-pressure'

/**
 * An observation with what can be derived of what a station said in other words: humidity from the dew point, pressure
 * at sea level, the condition. What it said itself stays. Only those with `raw` are looked at.
 * @param at ms
 */
export function completed(
  observation: Observation,
  at: number,
  place: Place = {},
): { said: Observation; flags: string[] } {
  const flags = [...(observation.flags ?? [])]
  const { raw } = observation
  if (raw === undefined) return { said: observation, flags }
  const said = { ...observation }
  const { temperature } = said
  if (said.humidity === undefined && temperature !== undefined && raw.dewPoint !== undefined)
    said.humidity = rounded(Math.min(100, humidityOf(temperature, raw.dewPoint)), 1)
  if (said.pressure === undefined && raw.stationPressure !== undefined) {
    if (place.elevation === undefined) flags.push(STATION_PRESSURE_FLAG)
    said.pressure = rounded(seaLevelPressure(raw.stationPressure, place.elevation ?? 0, said), 2)
  }
  said.condition ??= conditionOf(said, at, place)
  return { said, flags }
}
