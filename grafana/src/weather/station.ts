import { keys } from '../keys.ts'
import { at, type Section } from '../layout.ts'
import { colored, condition, humidityAxis, lines, onTheRight, time } from '../looks.ts'
import { column, type Override, type PanelBody } from '../panel.ts'
import { hash, stream } from '../target.ts'
import { pick } from '../transformations.ts'
import { stat, table, timeSeries } from '../visuals.ts'

const measured = {
  temperature: 'Temperature',
  humidity: 'Humidity',
  pressure: 'Pressure',
  windSpeed: 'Wind',
  windGust: 'Gusts',
  windDirection: 'Direction',
  rainRate: 'Rain rate',
  rain: 'Rain',
  solarRadiation: 'Sun',
  uvIndex: 'UV index',
} as const

/** What has a course. */
type Course = Exclude<keyof typeof measured, 'windDirection' | 'rain' | 'uvIndex'>

const units: Override[] = [
  column('Observed', { unit: 'dateTimeFromNow', 'custom.width': 145 }),
  column('Municipality', { 'custom.width': 130 }),
  column('Received', time),
  column('Temperature', { unit: 'celsius', decimals: 1, 'custom.width': 110 }),
  column('Humidity', { unit: 'percent', decimals: 0 }),
  column('Pressure', { unit: 'pressurehpa', decimals: 1 }),
  column('Wind', { unit: 'velocityms', decimals: 1 }),
  column('Gusts', { unit: 'velocityms', decimals: 1 }),
  column('Direction', { unit: 'degree', decimals: 0 }),
  column('Rain rate', { unit: 'suffix:mm/h', decimals: 1 }),
  column('Rain', { unit: 'suffix:mm', decimals: 2 }), // 'lengthmm' would make it 6 µm
  column('Sun', { unit: 'Wm2', decimals: 0 }),
  column('UV index', { unit: 'none', decimals: 1 }),
]

const rainAxis = onTheRight('Rain rate', { unit: 'suffix:mm/h', min: 0 })

/** One station: its newest reading, and the course of what it measures. */
export const station: Section = {
  title: 'Station: $station',
  panels: [
    [
      at(0, 0, 24, 4),
      table({
        title: 'Newest reading',
        description: 'What the station has sent last, in the units of meteorologists.',
        query: hash(keys.latest('$station')),
        steps: pick({
          observedAt: 'Observed',
          receivedAt: 'Received',
          municipality: 'Municipality',
          condition: 'Condition',
          ...measured,
          quality: 'Flags',
          dialect: 'Dialect',
        }),
        defaults: { unit: 'string' },
        overrides: [...units, column('Condition', { mappings: condition.mappings })],
      }),
    ],
    [
      at(0, 4, 12, 8),
      course('Temperature and humidity', 'celsius', ['temperature', 'humidity'], humidityAxis),
    ],
    [at(12, 4, 12, 8), course('Wind', 'velocityms', ['windSpeed', 'windGust'])],
    [at(0, 12, 12, 8), course('Pressure', 'pressurehpa', ['pressure'])],
    [at(12, 12, 12, 8), course('Sun and rain', 'Wm2', ['solarRadiation', 'rainRate'], rainAxis)],
  ],
}

/** The newest reading of every station. Collapsed: each tile is a query of its own. */
export const everyStation: Section = {
  title: 'Every station',
  collapsed: true,
  panels: [
    [
      at(0, 0, 6, 5),
      {
        ...stat(
          {
            title: '$stations',
            description: 'The newest reading of the station, as far as a tile has room.',
            query: hash(keys.latest('$stations')),
            steps: pick({
              condition: 'Condition',
              temperature: 'Temperature',
              humidity: 'Humidity',
              windSpeed: 'Wind',
              observedAt: 'Observed',
            }),
            defaults: { ...condition },
            overrides: units,
          },
          { names: true },
        ),
        repeat: 'stations',
        repeatDirection: 'h',
        maxPerRow: 4,
      },
    ],
  ],
}

function course(title: string, unit: string, names: Course[], right?: Override): PanelBody {
  return timeSeries({
    title,
    description: 'Means in steps of 10 seconds of observed time. No data: the station does not measure it.',
    query: stream(keys.series('$station')),
    steps: pick({ $time: 'Time', ...Object.fromEntries(names.map((name) => [name, measured[name]])) }),
    defaults: { ...lines, unit },
    overrides: [...colored(...names.map((name) => measured[name])), ...(right ? [right] : [])],
  })
}
