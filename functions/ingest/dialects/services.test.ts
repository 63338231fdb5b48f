import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createDialectBench } from '../testing/bench.ts'
import { anIncoming } from '../testing/incoming.ts'
import { changed, windguruQuery, wowQuery } from '../testing/stations.ts'
import { windguru } from './windguru.ts'
import { wow } from './wow.ts'

test('the Met Office’s query is a reading, and what fell is told by its counter of the day', async () => {
  const { reading, response } = await takeWow(wowQuery)
  expect(reading).toMatchObject({
    station: '2f6b1c90-aa41-ec11-b5cf-0003ff59d1c4',
    temperature: 22.5,
    pressure: 1016.32,
    rainCounter: { of: 'day', mm: 8.001 },
    condition: 'rainy',
  })
  expect(reading).not.toHaveProperty('rain')
  expect(response.headers.get('content-type')).toBe('application/json')
})

test('without that counter rainin is what fell since the observation before', async () => {
  const { reading } = await takeWow(changed(wowQuery, 'dailyrainin'))
  expect(reading).toMatchObject({ rain: 0.254 })
})

test('Windguru’s knots are meters a second', async () => {
  const { reading, response } = await takeWindguru(windguruQuery)
  expect(reading).toMatchObject({
    station: 'lagoatitlan',
    observedAt: '2026-05-01T11:59:30.000Z',
    windSpeed: 2.01,
    windGust: 3.6,
    temperature: 22.5,
    humidity: 61,
    pressure: 1016.3,
  })
  expect((await response.text()).trim()).toBe('OK')
})

test.each([
  ['of an hour', 'precip=1.2', { rainRate: 1.2 }, undefined],
  ['of ten minutes', 'precip=0.2&precip_interval=600', { rainRate: 1.2 }, undefined],
  ['of the time since the measurement before', 'precip=0.02&precip_interval=60', { rainRate: 1.2 }, 0.02],
])('Windguru’s rain %s', async (_, fields, expected, rain) => {
  const { reading } = await takeWindguru(`${windguruQuery}&${fields}`)
  expect(reading).toMatchObject(expected)
  expect(reading?.rain).toBe(rain)
})

test.each([
  ['unixtime=1777636770', '2026-05-01T11:59:30.000Z'],
  ['datetime=2026-05-01T05:59:30-06:00', '2026-05-01T11:59:30.000Z'],
  ['datetime=2026-05-01T13:59:30+02:00', '2026-05-01T11:59:30.000Z'],
  ['unixtime=1777636770&datetime=2026-05-01T11:00:00Z', '2026-05-01T11:59:30.000Z'],
  ['', '2026-05-01T12:00:00.000Z'],
])('Windguru’s time %j is %s', async (fields, expected) => {
  const { reading } = await takeWindguru(`${changed(windguruQuery, 'unixtime')}&${fields}`)
  expect(reading?.observedAt).toBe(expected)
})

test('what Windguru’s senders prove is handed on: MD5 of salt, uid and key', () => {
  const key = 'a key of ours'
  const hash = createHash('md5').update(`77lagoatitlan${key}`).digest('hex')
  const query = `uid=lagoatitlan&salt=77&hash=${hash.toUpperCase()}&temperature=5`
  const { claim } = windguru.read(anIncoming({ method: 'GET', query }))
  expect(claim.identity?.reveal()).toBe('lagoatitlan')
  expect(claim.proof).toMatchObject({ kind: 'salted-md5', salt: '77' })
  expect(claim.proof?.kind === 'salted-md5' && claim.proof.hash.reveal()).toBe(hash)
})

async function takeWow(query: string) {
  const bench = createDialectBench([wow])
  const response = await bench.ask({ what: '', target: `/automaticreading?${query}` })
  return { response, reading: bench.delivered[0] }
}

async function takeWindguru(query: string) {
  const bench = createDialectBench([windguru])
  const response = await bench.ask({ what: '', target: `/upload/api.php?${query}` })
  return { response, reading: bench.delivered[0] }
}
