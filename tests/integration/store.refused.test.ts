import { expect, test } from 'vitest'
import { toDelivery } from '#lib/domain/delivery.ts'
import { READINGS_EVENT_TYPE, sourceOf } from '#lib/domain/event.ts'
import { aReading } from '#lib/testing/readings.ts'
import { createStoreBench, start } from './store-bench.ts'

const { client, keys, open } = createStoreBench('store-refused')
const store = open({ retention: 3_600_000, listLimit: 10 })
const good = aReading(start)
const bad = { ...aReading(start, { station: 'mixco' }), humidity: 900 }

test('P4: a bad reading in a good event is recorded with its reason in the call that stores the others', async () => {
  const calls = await callsOf(() => store.record(eventOf('kafka', [good, bad])))
  expect(calls).toBe(1)
  expect(await client.hget(keys.totals, 'stored')).toBe('1')
  expect(await refused()).toEqual([
    { broker: 'kafka', reason: expect.stringContaining('humidity'), reading: JSON.stringify(bad) },
  ])
})

test('P4: what both brokers bring, or one brings again, is recorded once', async () => {
  for (const broker of ['kafka', 'rabbitmq', 'kafka'] as const) {
    await store.record(eventOf(broker, [good, bad]))
  }
  expect(await refused()).toHaveLength(1)
  expect(await client.hget(keys.deliveries, 'refused')).toBe('1')
})

test('an event of bad readings only is recorded too: it is no dead letter', async () => {
  const other = { ...bad, humidity: 901 }
  expect(await store.record(eventOf('kafka', [bad, other]))).toMatchObject({
    stored: 0,
    duplicates: 0,
    late: 0,
    refused: { schema: 2, future: 0 },
  })
  expect(await refused()).toHaveLength(2)
})

test('of what is refused for the first time it is told why', async () => {
  const early = aReading(start + 3_600_000)
  const what = [bad, early, { ...bad, humidity: 901 }, aReading(start + 3_600_001)]
  const why = async () => (await store.record(eventOf('kafka', what))).refused
  await store.record(eventOf('rabbitmq', [bad, early]))
  expect(await why()).toEqual({ schema: 1, future: 1 })
  expect(await why()).toEqual({ schema: 0, future: 0 })
})

test('the newest thousand are kept, and all are counted', async () => {
  for (let from = 0; from < 1_200; from += 200) {
    const many = Array.from({ length: 200 }, (_, n) => ({ ...bad, humidity: 1_000 + from + n }))
    await store.record(eventOf('kafka', many))
  }
  const left = await refused()
  expect(left).toHaveLength(1_000)
  expect(left.at(-1)?.reading).toContain('"humidity":2199')
  expect(await client.hget(keys.deliveries, 'refused')).toBe('1200')
})

function eventOf(broker: 'kafka' | 'rabbitmq', readings: object[]) {
  return toDelivery({ type: READINGS_EVENT_TYPE, source: sourceOf[broker], data: { readings } })
}

/** How many functions Valkey was asked to run meanwhile. */
async function callsOf(work: () => Promise<unknown>): Promise<number> {
  const count = async () =>
    Number(/cmdstat_fcall:calls=(\d+)/.exec(await client.info('commandstats'))?.[1] ?? 0)
  await store.tick() // loads the library where it is missing
  const before = await count()
  await work()
  return (await count()) - before
}

async function refused(): Promise<Record<string, string>[]> {
  const entries = await client.xrange(keys.refused, '-', '+')
  return entries.map(([, flat]) => ({ broker: flat[1] ?? '', reason: flat[3] ?? '', reading: flat[5] ?? '' }))
}
