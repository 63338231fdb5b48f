import { column, type FieldDefaults, steps } from './panel.ts'

/** Degrees Celsius, from cold to hot. */
export const degrees: FieldDefaults = {
  unit: 'celsius',
  decimals: 1,
  color: { mode: 'thresholds' },
  thresholds: steps('blue', [5, 'light-blue'], [15, 'green'], [25, 'orange'], [35, 'red']),
}

/** Relative humidity. */
export const percent: FieldDefaults = {
  unit: 'percent',
  decimals: 1,
  min: 0,
  max: 100,
  color: { mode: 'thresholds' },
  thresholds: steps('yellow', [30, 'green'], [70, 'blue']),
}

/** Something that is counted. */
export const count: FieldDefaults = {
  unit: 'short',
  decimals: 0,
  color: { mode: 'fixed', fixedColor: 'text' },
}

/** Something that should not occur. */
export const trouble: FieldDefaults = {
  ...count,
  color: { mode: 'thresholds' },
  thresholds: steps('green', [1, 'orange']),
}

/** How long ago a time was. */
export const ago: FieldDefaults = { unit: 'dateTimeFromNow', color: { mode: 'fixed', fixedColor: 'text' } }

/** Lines of several things over time, each with its own colour that stays. */
export const lines: FieldDefaults = { color: { mode: 'palette-classic-by-name' } }

/** The weather in a word. */
export const condition: FieldDefaults = {
  unit: 'string',
  color: { mode: 'fixed', fixedColor: 'text' },
  mappings: [
    {
      type: 'value',
      options: Object.fromEntries(
        (
          [
            ['sunny', '☀️'],
            ['cloudy', '☁️'],
            ['rainy', '🌧️'],
            ['foggy', '🌫️'],
            ['stormy', '⛈️'],
            ['snowy', '❄️'],
            ['windy', '💨'],
          ] as const
        ).map(([word, icon], index) => [word, { text: `${icon} ${word}`, index }]),
      ),
    },
  ],
}

/** Humidity has an axis of its own, on the right. */
export const humidityAxis = column('Humidity', {
  unit: 'percent',
  min: 0,
  max: 100,
  'custom.axisPlacement': 'right',
})
