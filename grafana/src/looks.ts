import { column, type FieldDefaults, type Override, steps } from './panel.ts'

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

/** Something that is counted. Every digit tells: 4,320 and not 4 K. */
export const count: FieldDefaults = {
  unit: 'locale',
  decimals: 0,
  color: { mode: 'fixed', fixedColor: 'text' },
}

/** Something that should not occur. Its counter begins with the first. */
export const trouble: FieldDefaults = {
  ...count,
  noValue: '0',
  color: { mode: 'thresholds' },
  thresholds: steps('green', [1, 'orange']),
}

/** A column of times. */
export const time = { unit: 'dateTimeAsIso', 'custom.width': 165 }

/** How long ago a time was. */
export const ago: FieldDefaults = { unit: 'dateTimeFromNow', color: { mode: 'fixed', fixedColor: 'text' } }

/** Several things, each with its own colour that stays. */
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

/** Each kind of weather has its colour. */
export const conditionColors: Override[] = (
  [
    ['sunny', 'yellow'],
    ['cloudy', '#8e9aa8'],
    ['rainy', 'blue'],
    ['foggy', '#c7d0d9'],
    ['stormy', 'purple'],
    ['snowy', 'super-light-blue'],
    ['windy', 'green'],
    ['unknown', '#5c6570'],
  ] as const
).map(([name, color]) => column(name, { color: fixed(color) }))

/** What is measured has the same colour in every panel. */
const colors = {
  Temperature: 'orange',
  Humidity: 'blue',
  Wind: 'green',
  Gusts: 'light-yellow',
  Pressure: 'purple',
  Sun: 'yellow',
  'Rain rate': 'blue',
} as const

/** The colours of these measurements. */
export function colored(...names: (keyof typeof colors)[]): Override[] {
  return names.map((name) => column(name, { color: fixed(colors[name]) }))
}

/** A measurement with an axis of its own, on the right, and no area that would hide the other's. */
export function onTheRight(name: 'Humidity' | 'Rain rate', look: FieldDefaults): Override {
  return column(name, {
    ...look,
    color: fixed(colors[name]),
    'custom.axisPlacement': 'right',
    'custom.fillOpacity': 0,
  })
}

/** Humidity beside a temperature. */
export const humidityAxis = onTheRight('Humidity', { unit: 'percent', min: 0, max: 100 })

function fixed(fixedColor: string): NonNullable<FieldDefaults['color']> {
  return { mode: 'fixed', fixedColor }
}
