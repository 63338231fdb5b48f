import { keys } from '../keys.ts'
import { at, type Section } from '../layout.ts'
import { count, degrees, percent } from '../looks.ts'
import type { FieldDefaults, PanelBody } from '../panel.ts'
import { hash } from '../target.ts'
import { keep, rowPerField } from '../transformations.ts'
import { barChart, stat } from '../visuals.ts'

/** The first row of the assignment: humidity by municipality, and the extremes over all. */
export const extremes: Section = {
  title: 'Humidity and extremes',
  panels: [
    [
      at(0, 0, 12, 8),
      barChart({
        title: 'Average humidity by municipality',
        description: 'Mean of all readings of the last hour.',
        query: hash(keys.averageHumidity),
        steps: rowPerField('Municipality', 'Humidity'),
        defaults: percent,
      }),
    ],
    [at(12, 0, 6, 4), extreme('Highest temperature', 'temperatureMax', degrees)],
    [at(18, 0, 6, 4), extreme('Highest humidity', 'humidityMax', percent)],
    [at(12, 4, 6, 4), extreme('Lowest temperature', 'temperatureMin', degrees)],
    [at(18, 4, 6, 4), extreme('Lowest humidity', 'humidityMin', percent)],
  ],
}

/** The second row of the assignment: temperature by municipality, and reports by weather condition. */
export const averages: Section = {
  title: 'Temperature and conditions',
  panels: [
    [
      at(0, 0, 12, 8),
      barChart({
        title: 'Average temperature by municipality',
        description: 'Mean of all readings of the last hour.',
        query: hash(keys.averageTemperature),
        steps: rowPerField('Municipality', 'Temperature'),
        defaults: degrees,
      }),
    ],
    [
      at(12, 0, 12, 8),
      barChart({
        title: 'Reports by weather condition',
        description: 'Readings of the last hour that report each condition. A reading counts once.',
        query: hash(keys.conditions),
        steps: rowPerField('Condition', 'Reports'),
        defaults: { ...count, color: { mode: 'fixed', fixedColor: 'blue' } },
      }),
    ],
  ],
}

function extreme(title: string, field: string, defaults: FieldDefaults): PanelBody {
  return stat({
    title,
    description: 'Over all stations, in the last hour.',
    query: hash(keys.overall),
    steps: [keep(field)],
    defaults,
  })
}
