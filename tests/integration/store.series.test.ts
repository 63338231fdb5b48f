import { expect, test } from 'vitest'
import type { Reading } from '#lib/domain/reading.ts'
import { aReading } from '#lib/testing/readings.ts'
import { createStoreBench, start } from './store-bench.ts'

const prefix = 'series'
const { client, clock, keys, open } = createStoreBench(prefix)
const store = open({ retention: 3_600_000, listLimit: 150 })

const take = (...readings: Reading[]) => store.record({ broker: 'kafka', readings, refusals: [] })

test('rain is the amount that fell in each step, and none in a step that tells of none', async () => {
  const at = (seconds: number) => start - 60_000 + seconds * 1_000
  await take(
    aReading(at(0), { rain: 0.254 }),
    aReading(at(4), { rain: 0.254 }),
    aReading(at(30), { rain: 1 }),
  )
  await take(aReading(at(10), { temperature: 20 }), aReading(at(9), { rain: 0.001 }))
  clock.now = start + 12_000
  await store.tick()
  expect(await rainOfTikal()).toEqual(['0.509', '0', '1'])
})

test('rain is what a counter has more than before, in the step of the later report, and all of it after a reset', async () => {
  const at = (seconds: number) => start - 60_000 + seconds * 1_000
  const counted = (mm: number) => ({ rainCounter: { of: 'year', mm } }) as const
  await take(
    aReading(at(0), counted(100)),
    aReading(at(16), counted(100.254)),
    aReading(at(32), counted(0.5)),
  )
  expect(await rainOfTikal()).toEqual(['0', '0.254', '0.5'])
  await take(aReading(at(25), counted(101)))
  clock.now = start + 12_000
  await store.tick()
  expect(await rainOfTikal()).toEqual(['0', '0.254', '0.746', '0.5'])
})

test('a late reading is in the series when the next step is over, and at once in all that is no series', async () => {
  await take(aReading(start - 60_000, { temperature: 20 }), aReading(start - 30_000, { temperature: 22 }))
  await take(aReading(start - 45_000, { temperature: 30 }))
  const temperatures = async () =>
    (await client.xrange(keys.series('tikal'), '-', '+')).map(([, fields]) => fields.at(-1))
  expect(await temperatures()).toEqual(['20.00', '22.00'])
  expect((await client.hgetall(keys.overall)).temperatureMax).toBe('30')
  clock.now = start + 2_000
  await store.tick()
  expect(await temperatures()).toEqual(['20.00', '30.00', '22.00'])
})

async function rainOfTikal(): Promise<(string | undefined)[]> {
  const entries = await client.xrange(keys.series('tikal'), '-', '+')
  return entries.map(([, fields]) => fields[fields.indexOf('rain') + 1])
}

test('a series that an older version has left is looked after in time: its due is a name without a step', async () => {
  await take(aReading(start - 60_000, { temperature: 20 }), aReading(start, { temperature: 22 }))
  clock.now = start + 12_000
  await store.tick()
  const leaves = start + 3_600_000
  await client.del(`${prefix}:window:leaving`)
  await client.zadd(`${prefix}:window:due`, leaves, 'tikal')
  clock.now = leaves
  await store.tick()
  expect(await client.xlen(keys.series('tikal'))).toBe(1)
  clock.now = leaves + 60_000
  await store.tick()
  expect(await client.xlen(keys.series('tikal'))).toBe(0)
})
