import { keys } from '../keys.ts'
import { at, type Section } from '../layout.ts'
import { colored, condition, humidityAxis, lines } from '../looks.ts'
import type { PanelBody } from '../panel.ts'
import { hash, stream } from '../target.ts'
import { keep, pick } from '../transformations.ts'
import { stat, text, timeSeries } from '../visuals.ts'

/** The third row of the assignment: one municipality, chosen by the viewer, under a label of theirs. */
export const municipality: Section = {
  title: 'Municipality: $municipality',
  panels: [
    [
      at(0, 0, 6, 4),
      text('Label', 'Your own words: type them into the field at the top of the dashboard.', '# $label'),
    ],
    [at(6, 0, 6, 4), word('Municipality', 'The one chosen at the top of the dashboard.', 'name')],
    [at(12, 0, 6, 4), word('Most common weather', 'In the readings of the last hour.', 'mostCommon')],
    [at(18, 0, 6, 4), word('Least common weather', 'Of those reported in the last hour.', 'leastCommon')],
    [
      at(0, 4, 24, 8),
      timeSeries({
        title: 'Temperature and humidity',
        description: 'Means over the stations of the municipality, in steps of 10 seconds.',
        query: stream(keys.municipalitySeries('$municipality')),
        steps: pick({ $time: 'Time', temperature: 'Temperature', humidity: 'Humidity' }),
        defaults: { ...lines, unit: 'celsius' },
        overrides: [...colored('Temperature'), humidityAxis],
      }),
    ],
  ],
}

function word(title: string, description: string, field: string): PanelBody {
  return stat({
    title,
    description,
    query: hash(keys.municipality('$municipality')),
    steps: [keep(field)],
    defaults: condition,
  })
}
