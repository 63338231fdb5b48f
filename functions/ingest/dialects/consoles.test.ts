import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { aForm, createDialectBench, type Sample } from '../testing/bench.ts'
import { ambientQuery, changed, ecowittForm, ecowittPost, keys, measured } from '../testing/stations.ts'
import { ambient } from './ambient.ts'
import { ecowitt } from './ecowitt.ts'
import { weatherUnderground } from './weather-underground.ts'

const said = { ...measured, rainCounter: { of: 'total', mm: 2443.988 } }

test('Ecowitt’s form is a reading in the units of meteorologists', async () => {
  const { reading, response } = await take(ecowittPost())
  expect(reading).toMatchObject({ ...said, dialect: 'ecowitt' })
  expect(reading).not.toHaveProperty('quality')
  expect(await response.json()).toEqual({ errcode: '0', errmsg: 'ok' })
})

test('Ambient Weather’s query is the same reading', async () => {
  const { reading } = await take({ what: '', target: `/data/report/?${ambientQuery}` })
  expect(reading).toMatchObject({ ...said, dialect: 'ambient' })
})

test('the answer never sets the zone of a console’s clock', async () => {
  const { response } = await take(ecowittPost())
  expect(await response.text()).not.toMatch(/offset/i)
})

test('a console is called by its model and a little of a hash of its key, in any spelling of the key', async () => {
  const hash = createHash('sha256').update(keys.passkey).digest('hex').slice(0, 2)
  const lower = changed(ecowittForm, 'PASSKEY', keys.passkey.toLowerCase())
  expect((await take(ecowittPost())).reading?.station).toBe(`ecowitt-gw1100b-${hash}`)
  expect((await take(ecowittPost(lower))).reading?.station).toBe(`ecowitt-gw1100b-${hash}`)
  const colons = { what: '', target: `/data/report/?${ambientQuery}` }
  const plain = {
    what: '',
    target: `/data/report/?${changed(ambientQuery, 'PASSKEY')}&MAC=${keys.mac.replaceAll(':', '')}`,
  }
  expect((await take(colons)).reading?.station).toBe((await take(plain)).reading?.station)
})

test('two consoles on one door do not mix', async () => {
  const other = changed(ecowittForm, 'PASSKEY', keys.passkey.replace('6', '7'))
  expect((await take(ecowittPost())).reading?.station).not.toBe(
    (await take(ecowittPost(other))).reading?.station,
  )
})

test.each<[string, Sample]>([
  ['in a form', aForm('/data/report/el-jard%C3%ADn', ecowittForm)],
  ['in a form, with a slash behind', aForm('/data/report/El%20Jardin/', ecowittForm)],
  ['in a query', { what: '', target: `/data/report/el-jardin?${ambientQuery}` }],
  ['in a query that is glued to it', { what: '', target: `/report/el-jardin${ambientQuery}` }],
  [
    'in a query that is glued to it by an ampersand',
    { what: '', target: `/report/el-jardin&${ambientQuery}` },
  ],
])('a name in the path is that of the station: %s', async (_, sample) => {
  expect((await take(sample)).reading?.station).toBe('el-jardin')
})

test('a time with blanks in it is read', async () => {
  const form = changed(ecowittForm, 'dateutc', '2026-05-01+11:+59:+30')
  expect((await take(ecowittPost(form))).reading?.observedAt).toBe('2026-05-01T11:59:30.000Z')
})

test.each(['freq', 'model', 'stationtype', 'runtime', 'interval'])('%s may be missing', async (field) => {
  expect((await take(ecowittPost(changed(ecowittForm, field)))).reading).toMatchObject(said)
})

test('an empty value is a sensor that is missing', async () => {
  const { reading } = await take(ecowittPost(changed(ecowittForm, 'humidity', '')))
  expect(reading).not.toHaveProperty('humidity')
  expect(reading?.temperature).toBe(22.5)
})

test.each([
  ['the total, which nothing sets back', ecowittForm, { of: 'total', mm: 2443.988 }],
  ['the year’s where there is no total', changed(ecowittForm, 'totalrainin'), { of: 'year', mm: 363.906 }],
  [
    'the year’s when the total has come to its end at 6000 mm',
    changed(ecowittForm, 'totalrainin', '236.220'),
    { of: 'year', mm: 363.906 },
  ],
  [
    'that of a piezoelectric gauge',
    `PASSKEY=${keys.passkey}&dateutc=now&rrain_piezo=0.000&drain_piezo=0.315&yrain_piezo=14.327`,
    { of: 'year', mm: 363.906 },
  ],
  [
    'the bucket’s where there is a piezoelectric gauge too',
    `${ecowittForm}&rrain_piezo=0.100&drain_piezo=0.400&yrain_piezo=99.000`,
    { of: 'total', mm: 2443.988 },
  ],
])('of the counters of rain %s is taken', async (_, form, counter) => {
  expect((await take(ecowittPost(form))).reading?.rainCounter).toEqual(counter)
})

test('the pressure of the station itself is flagged where there is no other', async () => {
  const { reading } = await take(ecowittPost(changed(ecowittForm, 'baromrelin')))
  expect(reading).toMatchObject({ pressure: 856.79, quality: ['station-pressure'] })
})

test('on a path that Weather Underground’s senders use too, each gets its own answer', async () => {
  const bench = createDialectBench([weatherUnderground, ecowitt, ambient])
  const wu = `ID=A1&PASSWORD=${keys.underground}&action=updateraw&dateutc=now&tempf=50`
  const answers = [
    await bench.ask({ what: '', target: `/report/${wu}` }),
    await bench.ask({ what: '', target: `/report/${ambientQuery}` }),
    await bench.ask(aForm('/report/', ecowittForm)),
  ]
  expect(bench.delivered.map(({ dialect }) => dialect)).toEqual(['weather-underground', 'ambient', 'ecowitt'])
  const texts = await Promise.all(answers.map((answer) => answer.text()))
  expect(texts.map((text) => text.trim())).toEqual(['success', 'OK', '{"errcode":"0","errmsg":"ok"}'])
})

test('a wrong key is refused in Ecowitt’s own words', () => {
  const refused = ecowitt.refused({ status: 401 } as Parameters<typeof ecowitt.refused>[0])
  expect(JSON.parse(refused.body)).toEqual({ errcode: '40001', errmsg: 'invalid passkey' })
})

async function take(sample: Sample) {
  const bench = createDialectBench([ecowitt, ambient])
  const response = await bench.ask(sample)
  return { response, reading: bench.delivered[0] }
}
