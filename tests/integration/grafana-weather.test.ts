import { afterAll, expect, test } from 'vitest'
import { panelsOf } from '../../grafana/src/dashboard.ts'
import { weather } from '../../grafana/src/weather.ts'
import { rawRunner } from '../../grafana/testing/raw-runner.ts'
import { framesFor, rowsOf, textsOf } from '../../grafana/testing/show.ts'
import { fillStore, firstStep, range, secondStep } from './grafana-store.ts'
import { openDatabase } from './grafana-valkey.ts'

const client = await openDatabase('weather')
const run = rawRunner(client)
await fillStore(client)
afterAll(() => client.quit())

const variables = { municipality: 'mixco', station: 'tikal', stations: 'mixco-1', label: 'Hello' }
const panels = panelsOf(weather).filter(({ targets = [] }) => targets.length > 0)

/** Panels have a name twice where a municipality, a station and the whole show the same: this one is meant. */
function framesOf(title: string, key: string) {
  const [panel, another] = panels.filter(
    ({ title: found, targets }) => found === title && targets?.[0]?.keyName === key,
  )
  if (panel === undefined || another !== undefined) throw new Error(`not one panel ${title} of ${key}`)
  return framesFor(run, panel, range, variables)
}

const course = (...rows: [number, Record<string, number>][]) => rows.map(([Time, row]) => ({ Time, ...row }))

/** Every panel, and what it shows: each reading once, although both brokers have brought it. */
const expected: [title: string, key: string, types: string, rows: Record<string, unknown>[]][] = [
  [
    'Average humidity by municipality',
    'weather:average:humidity',
    'string number',
    [
      { Municipality: 'flores', Humidity: 81 },
      { Municipality: 'mixco', Humidity: 57 },
    ],
  ],
  ['Highest temperature', 'weather:overall', 'number', [{ temperatureMax: 31 }]],
  ['Highest humidity', 'weather:overall', 'number', [{ humidityMax: 82 }]],
  ['Lowest temperature', 'weather:overall', 'number', [{ temperatureMin: 20 }]],
  ['Lowest humidity', 'weather:overall', 'number', [{ humidityMin: 50 }]],
  [
    'Average temperature by municipality',
    'weather:average:temperature',
    'string number',
    [
      { Municipality: 'flores', Temperature: 30.5 },
      { Municipality: 'mixco', Temperature: 21 },
    ],
  ],
  ['Reports by weather condition', 'weather:conditions', 'string number', reports()],
  ['Municipality', 'weather:municipality:$municipality', 'string', [{ name: 'mixco' }]],
  ['Most common weather', 'weather:municipality:$municipality', 'string', [{ mostCommon: 'cloudy' }]],
  ['Least common weather', 'weather:municipality:$municipality', 'string', [{ leastCommon: 'rainy' }]],
  [
    'Temperature and humidity',
    'weather:series:municipality:$municipality',
    'time number number',
    course([firstStep, { Temperature: 21, Humidity: 55 }], [secondStep, { Temperature: 21, Humidity: 61 }]),
  ],
  ['Readings', 'weather:overall', 'number', [{ readings: 5 }]],
  ['Stations', 'weather:overall', 'number', [{ stations: 3 }]],
  ['Newest reading', 'weather:overall', 'number', [{ observedAt: secondStep + 5_000 }]],
  [
    'Temperature and humidity of all stations',
    'weather:readings',
    'time number number',
    course(
      [firstStep, { Temperature: 24, Humidity: 63.33 }],
      [secondStep, { Temperature: 26, Humidity: 71.5 }],
    ),
  ],
  ['Share of conditions', 'weather:conditions', 'number number number', [{ cloudy: 2, rainy: 1, sunny: 2 }]],
  ['Distribution of temperature', 'weather:readings', 'number', [{ Temperature: 24 }, { Temperature: 26 }]],
  [
    'Newest reading',
    'weather:latest:$station',
    'number number string string number number number number number number number number number string',
    [
      {
        Observed: secondStep + 4_000,
        Received: secondStep + 4_120,
        Municipality: 'flores',
        Condition: 'sunny',
        Temperature: 31,
        Humidity: 82,
        Pressure: 1009.2,
        Wind: 3.1,
        Gusts: 5,
        Direction: 90,
        'Rain rate': 0.5,
        Rain: 0.2,
        Sun: 810,
        Dialect: 'v1',
      },
    ],
  ],
  [
    'Temperature and humidity',
    'weather:series:$station',
    'time number number',
    course([firstStep, { Temperature: 30, Humidity: 80 }], [secondStep, { Temperature: 31, Humidity: 82 }]),
  ],
  ['Wind', 'weather:series:$station', 'time number number', steady({ Wind: 3.1, Gusts: 5 })],
  ['Pressure', 'weather:series:$station', 'time number', steady({ Pressure: 1009.2 })],
  ['Sun and rain', 'weather:series:$station', 'time number number', steady({ Sun: 810, 'Rain rate': 0.5 })],
  [
    '$stations',
    'weather:latest:$stations',
    'string number number number',
    [{ Condition: 'rainy', Temperature: 21, Humidity: 61, Observed: secondStep + 5_000 }],
  ],
]

test.each(expected)('%s (%s) is of %s', async (title, key, types, rows) => {
  const frames = await framesOf(title, key)
  expect(frames).toHaveLength(1)
  expect(frames[0]?.fields.map(({ type }) => type).join(' ')).toBe(types)
  expect(rowsOf(frames)).toEqual(rows)
})

test('every panel with data has been looked at', () => {
  const named = ({ title, targets }: (typeof panels)[number]) => `${title} ${targets?.[0]?.keyName}`
  expect(expected.map(([title, key]) => `${title} ${key}`).sort()).toEqual(panels.map(named).sort())
})

test('values carry their units', async () => {
  const [newest] = textsOf(await framesOf('Newest reading', 'weather:latest:$station'))
  expect(newest).toMatchObject({
    Received: '2026-05-01 11:59:34',
    Condition: '☀️ sunny',
    Temperature: '31.0 °C',
    Humidity: '82%',
    Wind: '3.1 m/s',
    Direction: '90 °',
    'Rain rate': '0.5 mm/h',
    Sun: '810 W/m²',
  })
  expect(newest?.Observed).toMatch(/ago$/)
  expect(newest?.Pressure).toMatch(/^1009.* hPa$/)
})

test('fault 5: reports by condition add up to the readings, not to the deliveries of two brokers', async () => {
  const sum = rowsOf(await framesOf('Reports by weather condition', 'weather:conditions')).reduce(
    (total, { Reports }) => total + Number(Reports),
    0,
  )
  expect(rowsOf(await framesOf('Readings', 'weather:overall'))).toEqual([{ readings: sum }])
  expect(Number(await client.hget('weather:deliveries', 'kafka'))).toBeGreaterThan(0)
  expect(Number(await client.hget('weather:deliveries', 'rabbitmq'))).toBeGreaterThan(0)
})

function reports() {
  return [
    { Condition: 'cloudy', Reports: 2 },
    { Condition: 'rainy', Reports: 1 },
    { Condition: 'sunny', Reports: 2 },
  ]
}

function steady(row: Record<string, number>) {
  return course([firstStep, row], [secondStep, row])
}
