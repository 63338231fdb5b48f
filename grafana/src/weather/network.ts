import { keys } from '../keys.ts'
import { at, type Section } from '../layout.ts'
import { ago, colored, conditionColors, count, degrees, humidityAxis, lines } from '../looks.ts'
import type { FieldDefaults, PanelBody } from '../panel.ts'
import { hash, stream } from '../target.ts'
import { anyColumn, keep, pick } from '../transformations.ts'
import { histogram, pie, stat, timeSeries } from '../visuals.ts'

/** Everything together: how much arrives, its course and its distributions. */
export const network: Section = {
  title: 'The whole network',
  panels: [
    [at(0, 0, 4, 4), overall('Readings', 'Readings of the last hour; each counts once.', 'readings', count)],
    [at(0, 4, 4, 4), overall('Stations', 'Stations heard of in the last hour.', 'stations', count)],
    [at(0, 8, 4, 4), overall('Newest reading', 'When it was observed.', 'observedAt', ago)],
    [
      at(4, 0, 20, 6),
      timeSeries({
        title: 'Temperature and humidity of all stations',
        description: 'Means over all stations, in steps of 10 seconds.',
        query: stream(keys.readings),
        steps: pick({ $time: 'Time', temperature: 'Temperature', humidity: 'Humidity' }),
        defaults: { ...lines, unit: 'celsius' },
        overrides: [...colored('Temperature'), humidityAxis],
      }),
    ],
    [
      at(4, 6, 10, 6),
      pie({
        title: 'Share of conditions',
        description: 'What part of the last hour’s readings reports each condition.',
        query: hash(keys.conditions),
        steps: [anyColumn],
        defaults: { ...count, ...lines },
        overrides: conditionColors,
      }),
    ],
    [
      at(14, 6, 10, 6),
      histogram({
        title: 'Distribution of temperature',
        description: 'How many steps of 10 seconds had each mean temperature over all stations.',
        query: stream(keys.readings),
        steps: pick({ temperature: 'Temperature' }),
        defaults: { ...degrees, color: { mode: 'fixed', fixedColor: 'orange' } },
      }),
    ],
  ],
}

function overall(title: string, description: string, field: string, defaults: FieldDefaults): PanelBody {
  return stat({ title, description, query: hash(keys.overall), steps: [keep(field)], defaults })
}
