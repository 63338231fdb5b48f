import type { Condition } from './condition.ts'
import { dewPoint } from './humidity.ts'
import { clearSkyRadiation, type Place, sunElevation } from './sun.ts'

/** What is measured of the weather that a condition can be told from. */
export type Weather = {
  temperature?: number | undefined
  humidity?: number | undefined
  windSpeed?: number | undefined
  rainRate?: number | undefined
  solarRadiation?: number | undefined
}

/** Fog: air that is saturated within what a hygrometer can tell, and too little wind to lift it. */
const FOG = { humidity: 97, spread: 1, wind: 3 }

/** Below this height of the sun, in degrees, hills and the sensor's tilt tell more than clouds do. */
const LOW_SUN = 10

/**
 * Share of a clear sky's radiation that is left under clouds: 0.8 under cirrus, 0.5 under altocumulus, 0.25 under
 * stratus (B. Haurwitz, Journal of Meteorology 5, 1948).
 */
const SUNNY_SHARE = 0.6

/**
 * The condition that measurements tell of, for stations that have no word for it; undefined when they tell none.
 * Whether it is sunny or cloudy takes the place and the time, in ms, to know how much the sun could shine.
 */
export function conditionOf(weather: Weather, time: number, place: Place = {}): Condition | undefined {
  if ((weather.rainRate ?? 0) > 0) return 'rainy'
  if (isFoggy(weather)) return 'foggy'
  const share = shareOfClearSky(weather, time, place)
  if (share === undefined) return undefined
  return share >= SUNNY_SHARE ? 'sunny' : 'cloudy'
}

function isFoggy({ temperature, humidity, windSpeed }: Weather): boolean {
  if (temperature === undefined || humidity === undefined || windSpeed === undefined) return false
  if (humidity < FOG.humidity || windSpeed >= FOG.wind) return false
  return temperature - dewPoint(temperature, humidity) < FOG.spread
}

function shareOfClearSky({ solarRadiation }: Weather, time: number, place: Place): number | undefined {
  const { latitude, longitude } = place
  if (solarRadiation === undefined || latitude === undefined || longitude === undefined) return undefined
  const height = sunElevation(time, latitude, longitude)
  return height < LOW_SUN ? undefined : solarRadiation / clearSkyRadiation(height)
}
