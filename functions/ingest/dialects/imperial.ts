import {
  celsiusOfFahrenheit,
  hectopascalsOfInches,
  metersOfMiles,
  millimetersOfInches,
} from '#lib/domain/units.ts'
import { converted, type Fields, type ReadNumber } from './fields.ts'
import type { Measured } from './firmware.ts'

/** How the five counters of rain are called where rain is in inches. */
export const inchCounters = {
  total: 'totalrainin',
  year: 'yearlyrainin',
  month: 'monthlyrainin',
  week: 'weeklyrainin',
  day: 'dailyrainin',
} as const

/** Readers of fields in imperial units, into those of a reading. */
export function imperialOf({ number }: Pick<Fields, 'number'>): {
  celsius: ReadNumber
  hectopascals: ReadNumber
  meters: ReadNumber
  millimeters: ReadNumber
} {
  return {
    celsius: converted(number, celsiusOfFahrenheit),
    hectopascals: converted(number, hectopascalsOfInches),
    meters: converted(number, metersOfMiles),
    millimeters: converted(number, millimetersOfInches),
  }
}

/** What all firmware that speaks of °F and miles calls by the same names. */
export function commonImperial(fields: Fields): Measured {
  const { celsius, meters } = imperialOf(fields)
  return {
    temperature: celsius('tempf'),
    humidity: fields.number('humidity'),
    windSpeed: meters('windspeedmph', 'windspdmph_avg2m'),
    windGust: meters('windgustmph', 'windgustmph_10m'),
    windDirection: fields.number('winddir', 'winddir_avg2m'),
    solarRadiation: fields.number('solarradiation'),
    uvIndex: fields.number('uv'),
  }
}
