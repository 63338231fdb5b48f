import * as z from 'zod'

/**
 * What a station can measure, in the units that meteorologists use, and what is physically possible.
 * Limits lie a little outside the records of the World Meteorological Organization (https://wmo.asu.edu), so that
 * a record can be broken but a broken sensor or a wrong unit is refused.
 */
export const measurements = {
  temperature: measurement('°C', -95, 65, 'Air temperature'),
  humidity: measurement('%', 0, 100, 'Relative humidity'),
  pressure: measurement('hPa', 300, 1100, 'Air pressure'),
  windSpeed: measurement('m/s', 0, 120, 'Wind speed'),
  windGust: measurement('m/s', 0, 150, 'Wind gust'),
  windDirection: measurement('°', 0, 360, 'Where the wind comes from, clockwise from north'),
  rainRate: measurement('mm/h', 0, 2500, 'Rain rate'),
  rain: measurement('mm', 0, 2500, "Rain that fell since the station's reading before"),
  solarRadiation: measurement('W/m²', 0, 2000, 'Solar radiation'),
  uvIndex: measurement('1', 0, 50, 'Ultraviolet index'),
} as const

/** Name of a measurement. */
export type Measurement = keyof typeof measurements

/** All names, in the order in which they are written everywhere. */
export const measurementNames = Object.keys(measurements) as Measurement[]

function measurement(unit: string, min: number, max: number, what: string) {
  return z.number().min(min).max(max).describe(`${what}, ${unit}`)
}
