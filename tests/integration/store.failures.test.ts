import { expect, test } from 'vitest'
import type { Reading } from '#lib/domain/reading.ts'
import { aReading } from '#lib/testing/readings.ts'
import { createStoreBench, start } from './store-bench.ts'

const { client, clock, keys, open } = createStoreBench('failures')
const minute = 60_000

const storeOf = (retention = 60 * minute) => open({ retention, listLimit: 100 })

const nothing = { step: 0, persistence: 0, neighbours: 0 }

test('a call tells what newly fails, and the second copy of it nothing', async () => {
  const store = storeOf()
  const readings = [20, 20.1, 20, 20.2, 49].map((temperature, n) =>
    aReading(start - (5 - n) * minute, { temperature }),
  )
  const take = async (broker: string, some: Reading[]) =>
    (await store.record({ broker, readings: some, refusals: [] })).failed
  expect(await take('kafka', readings.slice(4))).toEqual(nothing)
  expect(await take('kafka', readings.slice(0, 4))).toEqual({ ...nothing, step: 1 })
  expect(await take('rabbitmq', readings)).toEqual(nothing)
})

test('what is found when a minute is over is told by the call that ends it, be it that of the clock', async () => {
  const store = storeOf()
  const say = (station: number, temperature: number) =>
    aReading(start, { station: `s-${station}`, municipality: 'mixco', temperature })
  const readings = [20, 20.1, 20.2, 20.3, 35].map((temperature, n) => say(n, temperature))
  const stored = await store.record({ broker: 'kafka', readings, refusals: [] })
  expect(stored.failed).toEqual(nothing)
  clock.now += 2 * minute
  expect(await store.tick()).toEqual({ ...nothing, neighbours: 1 })
  expect(await store.tick()).toEqual(nothing)
})

test('a sensor that is stuck fails with all that it said for an hour, and what fails no longer is not told', async () => {
  const store = storeOf(120 * minute)
  const take = async (at: number, humidity: number) => {
    const reading = aReading(at, { temperature: 20 + (at % 3), humidity })
    return (await store.record({ broker: 'kafka', readings: [reading], refusals: [] })).failed
  }
  let failed = 0
  for (let passed = 0; passed < 62; passed += 1) {
    clock.now = start + passed * minute
    failed += (await take(clock.now + passed, 57)).persistence
  }
  expect(failed).toBe(62)
  expect(await client.hget(keys.quality, 'persistence')).toBe('62')
  expect(await take(start + 30 * minute + 20_000, 60)).toEqual(nothing)
  expect(await client.hget(keys.quality, 'persistence')).toBe('0')
})
