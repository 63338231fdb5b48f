import { ambient } from './dialects/ambient.ts'
import { classic } from './dialects/classic.ts'
import { classicInput } from './dialects/classic-input.ts'
import { cloudEvents } from './dialects/cloud-events.ts'
import type { Dialect, Door } from './dialects/dialect.ts'
import { ecowitt } from './dialects/ecowitt.ts'
import { pwsWeather } from './dialects/pws-weather.ts'
import { sensorThings } from './dialects/sensorthings.ts'
import { v1 } from './dialects/v1.ts'
import { weatherUnderground } from './dialects/weather-underground.ts'
import { windguru } from './dialects/windguru.ts'
import { wow } from './dialects/wow.ts'

/** All that are spoken. */
export const dialects: readonly Dialect[] = [
  v1,
  classic,
  classicInput,
  sensorThings,
  cloudEvents,
  weatherUnderground,
  pwsWeather,
  ecowitt,
  ambient,
  wow,
  windguru,
]

/** Which doors one process opens. */
export const doors = ['all', 'firmware', 'api'] as const

/** The dialects that come through a door: plain HTTP may be open to firmware while an API asks for HTTPS. */
export function dialectsOf(door: Door | 'all'): readonly Dialect[] {
  return door === 'all' ? dialects : dialects.filter((dialect) => dialect.door === door)
}
