import { keys } from '../keys.ts'
import { at, type Section } from '../layout.ts'
import { condition, humidityAxis, lines } from '../looks.ts'
import { column, type Override, type PanelBody } from '../panel.ts'
import { hash, stream } from '../target.ts'
import { pick } from '../transformations.ts'
import { stat, table, timeSeries } from '../visuals.ts'

const units: readonly (readonly [name: string, unit: string])[] = [
  ['Observed', 'dateTimeFromNow'],
  ['Received', 'dateTimeAsIso'],
  ['Temperature', 'celsius'],
  ['Humidity', 'percent'],
  ['Pressure', 'pressurehpa'],
  ['Wind', 'velocityms'],
  ['Gusts', 'velocityms'],
  ['Direction', 'degree'],
  ['Rain rate', 'suffix:mm/h'],
  ['Rain', 'lengthmm'],
  ['Sun', 'Wm2'],
  ['UV index', 'none'],
]

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
}

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
        overrides: [...unitsOf(), column('Condition', { mappings: condition.mappings })],
      }),
    ],
    [
      at(0, 4, 12, 8),
      course('Temperature and humidity', 'celsius', ['temperature', 'humidity'], [humidityAxis]),
    ],
    [at(12, 4, 12, 8), course('Wind', 'velocityms', ['windSpeed', 'windGust'])],
    [at(0, 12, 12, 8), course('Pressure', 'pressurehpa', ['pressure'])],
    [at(12, 12, 12, 8), course('Sun and rain', 'Wm2', ['solarRadiation', 'rainRate'], [rainAxis()])],
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
            description: 'The newest reading of the station.',
            query: hash(keys.latest('$stations')),
            steps: pick({ observedAt: 'Observed', condition: 'Condition', ...measured }),
            defaults: { ...condition },
            overrides: unitsOf(),
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

function course(
  title: string,
  unit: string,
  names: (keyof typeof measured)[],
  overrides: Override[] = [],
): PanelBody {
  return timeSeries({
    title,
    description: 'Means in steps of 10 seconds of observed time. No data: the station does not measure it.',
    query: stream(keys.series('$station')),
    steps: pick({ $time: 'Time', ...Object.fromEntries(names.map((name) => [name, measured[name]])) }),
    defaults: { ...lines, unit },
    overrides,
  })
}

function rainAxis(): Override {
  return column('Rain rate', { unit: 'suffix:mm/h', min: 0, 'custom.axisPlacement': 'right' })
}

function unitsOf(): Override[] {
  return units.map(([name, unit]) => column(name, { unit }))
}
