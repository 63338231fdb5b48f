import { expect, test } from 'vitest'
import { NOON } from '#lib/testing/readings.ts'
import { createDialectBench, type Sample } from '../testing/bench.ts'
import { changed, keys, measured, underground, undergroundQuery } from '../testing/stations.ts'
import { pwsWeather } from './pws-weather.ts'
import { weatherUnderground } from './weather-underground.ts'

test('an update in inches and degrees Fahrenheit is a reading in the units of meteorologists', async () => {
  const { reading, response } = await take(underground())
  expect(reading).toEqual({
    id: expect.any(String),
    station: 'iguate17',
    ...measured,
    receivedAt: '2026-05-01T12:00:00.000Z',
    rainCounter: { of: 'year', mm: 363.906 },
    dialect: 'weather-underground',
  })
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
  expect((await response.text()).trim()).toBe('success')
})

test.each([
  ['in upper case', 'IGUATE17'],
  ['in lower case', 'iguate17'],
])('an ID %s is the same station', async (_, id) => {
  const query = `id=${id}&password=${keys.underground}&${changed(changed(undergroundQuery, 'ID'), 'PASSWORD')}`
  expect((await take(underground(query))).reading?.station).toBe('iguate17')
})

test.each([
  ['RapidFire', underground(changed(undergroundQuery, 'rtfreq', '2.5'))],
  [
    'the path of older consoles',
    { what: '', target: `/weatherstation/updateweatherstation.asp?${undergroundQuery}` },
  ],
  [
    'a path without an ending',
    { what: '', target: `/weatherstation/updateweatherstation?${undergroundQuery}` },
  ],
  ['a path of the owner', { what: '', target: `/report/${undergroundQuery}` }],
  [
    'garbage behind the last field',
    underground(`${changed(undergroundQuery, 'action')}&action=updateraw%20%00%FFx`),
  ],
])('%s is taken', async (_, sample) => {
  expect((await take(sample)).reading).toMatchObject({ station: 'iguate17', temperature: 22.5 })
})

test('-9999 is a sensor that is missing, and costs nothing else', async () => {
  const lost = ['tempf', 'humidity', 'dewptf', 'winddir', 'windspeedmph', 'windgustmph', 'UV', 'yearlyrainin']
  const query = lost.reduce((all, field) => changed(all, field, '-9999'), undergroundQuery)
  const { reading } = await take(underground(query))
  expect(reading).toMatchObject({ pressure: 1016.32, rainCounter: { of: 'month' } })
  expect(reading).not.toHaveProperty('temperature')
  expect(reading).not.toHaveProperty('quality')
})

test('dateutc=now is the time of receipt, and no reason for a flag', async () => {
  const { reading } = await take(underground(changed(undergroundQuery, 'dateutc', 'now')))
  expect(reading?.observedAt).toBe(new Date(NOON).toISOString())
  expect(reading).not.toHaveProperty('quality')
})

test.each([
  ['a month and a day without zeros', '2026-5-1%2011:59:3', '2026-05-01T11:59:03.000Z', undefined],
  ['the time of Guatemala in place of UTC', '2026-05-01%2005:59:30', '2026-05-01T12:00:00.000Z', ['clock']],
  ['the time of Tokyo in place of UTC', '2026-05-01%2020:59:30', '2026-05-01T12:00:00.000Z', ['clock']],
  ['a clock that has lost its power', '2000-1-1%200:3:11', '2026-05-01T12:00:00.000Z', ['clock']],
  ['a clock four minutes ahead', '2026-05-01%2012:04:00', '2026-05-01T12:04:00.000Z', undefined],
  ['a clock six minutes ahead', '2026-05-01%2012:06:00', '2026-05-01T12:00:00.000Z', ['clock']],
])('%s', async (_, text, observedAt, quality) => {
  const { reading } = await take(underground(changed(undergroundQuery, 'dateutc', text)))
  expect([reading?.observedAt, reading?.quality]).toEqual([observedAt, quality])
})

test('a value that cannot be is left out and named, and the rest is kept', async () => {
  const query = changed(changed(undergroundQuery, 'tempf', '392.6'), 'windgustmph', '-1')
  const { reading } = await take(underground(query))
  expect(reading).toMatchObject({ humidity: 61, quality: ['impossible-temperature', 'impossible-wind-gust'] })
  expect(reading).not.toHaveProperty('temperature')
})

test('metric names are °C, hPa, km/h, mm and lux', async () => {
  const query = [
    `ID=IGUATE17&PASSWORD=${keys.underground}&outtemp=22.5&outhumi=61&dewpoint=14.6&windchill=22.5&winddir=48`,
    'windspeed=7.2&windgust=13.0&rainrate=1.2&dailyrain=8.0&weeklyrain=28.0&monthlyrain=28.0&yearlyrain=363.9',
    'light=52238.40&UV=4&intemp=24.0&inhumi=47&absbaro=856.80&relbaro=1016.30&lowbatt=0&dateutc=2026-5-1%2011:59:30',
    'softwaretype=Weather%20logger%20V2.1.9&action=updateraw&realtime=1&rtfreq=5',
  ].join('&')
  const { reading } = await take({ what: '', target: `/weatherstation/updateweatherstation.asp?${query}` })
  expect(reading).toMatchObject({
    temperature: 22.5,
    humidity: 61,
    pressure: 1016.3,
    windSpeed: 2,
    windGust: 3.61,
    rainRate: 1.2,
    solarRadiation: 412.3,
    rainCounter: { of: 'year', mm: 363.9 },
  })
})

test.each(['WH2600GEN_V2.2.5', 'WH2650A_V1.2.1'])(
  'baromin of %s is not reduced to sea level',
  async (firmware) => {
    const others = changed(changed(undergroundQuery, 'absbaromin'), 'softwaretype', firmware)
    const { reading } = await take(underground(changed(others, 'baromin', '25.301')))
    expect(reading).toMatchObject({ pressure: 856.79, quality: ['station-pressure'] })
  },
)

test('humidity comes from the dew point where there is no hygrometer', async () => {
  const { reading } = await take(underground(changed(undergroundQuery, 'humidity')))
  expect(reading?.humidity).toBeCloseTo(61, 0)
})

test.each([
  ['weather=%2BTSRA&clouds=OVC', 'stormy'],
  ['weather=+RA', 'rainy'],
  ['rainin=0&clouds=BKN', 'cloudy'],
  ['rainin=0&clouds=SKC', 'sunny'],
])('%s is %s', async (fields, condition) => {
  const query = changed(undergroundQuery, 'rainin')
  expect((await take(underground(`${query}&${fields}`))).reading?.condition).toBe(condition)
})

test('a bridge of AcuRite has no password and sends a part at a time', async () => {
  const head = 'dateutc=now&action=updateraw&realtime=1&id=24C86E0A17B3'
  const target = '/weatherstation/updateweatherstation'
  const bench = createDialectBench([weatherUnderground])
  await bench.ask({
    what: '',
    target: `${target}?${head}&mt=5N1x38&sensor=00002917&windspeedmph=3&humidity=61&tempf=72.5`,
  })
  const response = await bench.ask({
    what: '',
    target: `${target}?${head}&mt=5N1x31&sensor=00002917&windspeedmph=4&winddir=48&rainin=0.00&dailyrainin=0.12`,
  })
  expect(bench.delivered).toMatchObject([
    { station: '24c86e0a17b3-00002917', temperature: 22.5, humidity: 61 },
    { station: '24c86e0a17b3-00002917', windDirection: 48, rainCounter: { of: 'day', mm: 3.048 } },
  ])
  expect(await response.json()).toMatchObject({ success: 1 })
})

test('what is missing is named in the answer', async () => {
  const { response } = await take(underground(`ID=IGUATE17&tempf=72.5`))
  expect([response.status, await response.text()]).toEqual([
    400,
    'PASSWORD is missing; dateutc is missing; action is missing',
  ])
})

test('an update that says nothing of the weather outside is refused', async () => {
  const head = `ID=A1&PASSWORD=${keys.underground}&action=updateraw&dateutc=now`
  const { response, reading } = await take(underground(`${head}&indoortempf=75.2&tempf=-9999`))
  expect([response.status, reading]).toEqual([400, undefined])
})

test('PWSWeather’s senders look for a word of their own', async () => {
  const bench = createDialectBench([pwsWeather])
  const target = '/pwsupdate/pwsupdate.php'
  const taken = await bench.ask({ what: '', target: `${target}?${undergroundQuery}` })
  const refused = await bench.ask({ what: '', target })
  expect(await taken.text()).toContain('Data Logged')
  expect(await refused.text()).toMatch(/^ERROR/)
})

async function take(sample: Sample) {
  const bench = createDialectBench([weatherUnderground])
  const response = await bench.ask(sample)
  return { response, reading: bench.delivered[0] }
}
