import { conditionOfMetar } from '#lib/domain/metar.ts'
import type { Observation, Raw } from '#lib/domain/observation.ts'
import { metersOfKilometers, wattsOfLux } from '#lib/domain/units.ts'
import { converted, type Fields } from './fields.ts'
import { countersOf, firmwareObservation, type Measured, type Said } from './firmware.ts'
import { commonImperial, imperialOf, inchCounters } from './imperial.ts'

/** Firmware whose `baromin` is not reduced to sea level. */
const STATION_BAROMETERS = /^(?:WH2600GEN_V2\.2\.5|WH2650A_V1\.2\.1)$/

/** Who speaks, and when. */
export type Frame = Pick<Said, 'station' | 'statedAt' | 'identifies'>

/** The observation in the fields of Weather Underground's protocol, imperial or with the metric names of HP1001. */
export function undergroundObservation(fields: Fields, frame: Frame): Observation {
  const isMetric = fields.text('outtemp', 'outhumi', 'absbaro', 'relbaro', 'intemp') !== undefined
  const said = isMetric ? metric(fields) : imperial(fields)
  const condition = conditionOfMetar(fields.text('weather') ?? '', fields.text('clouds') ?? '')
  fields.check()
  return firmwareObservation({ ...frame, ...said, condition })
}

function imperial(fields: Fields): { measured: Measured; raw: Raw; counters: NonNullable<Said['counters']> } {
  const { celsius, hectopascals, millimeters } = imperialOf(fields)
  const barometer = hectopascals('baromin')
  const isStations = STATION_BAROMETERS.test(fields.text('softwaretype') ?? '')
  return {
    measured: {
      ...commonImperial(fields),
      pressure: isStations ? undefined : barometer,
      rainRate: millimeters('rainin'), // of the hour that is past, or what firmware calls the rate
    },
    raw: {
      dewPoint: celsius('dewptf'),
      stationPressure: hectopascals('absbaromin') ?? (isStations ? barometer : undefined),
    },
    counters: countersOf(millimeters, (counter) => inchCounters[counter]),
  }
}

/** °C, hPa, km/h, mm and lux. */
function metric(fields: Fields): { measured: Measured; raw: Raw; counters: NonNullable<Said['counters']> } {
  const { number } = fields
  const wind = converted(number, metersOfKilometers)
  const light = converted(number, wattsOfLux)('light')
  const rain = { total: 'total', year: 'yearly', month: 'monthly', week: 'weekly', day: 'daily' } as const
  return {
    measured: {
      temperature: number('outtemp'),
      humidity: number('outhumi'),
      pressure: number('relbaro'),
      windSpeed: wind('windspeed'),
      windGust: wind('windgust'),
      windDirection: number('winddir'),
      rainRate: number('rainrate'),
      solarRadiation: light,
      uvIndex: number('uv'),
    },
    raw: { dewPoint: number('dewpoint'), stationPressure: number('absbaro') },
    counters: countersOf(number, (counter) => `${rain[counter]}rain`),
  }
}
