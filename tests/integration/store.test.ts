import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toReading } from '#lib/domain/observation.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { freshId } from '#lib/domain/reading-id.ts'
import { fromLatestFields } from '#lib/store/latest.ts'
import { aReading } from '#lib/testing/readings.ts'
import { createStoreBench, start } from './store-bench.ts'
import { clearKeys } from './store-keys.ts'

const prefix = 'store'
const { client, clock, keys, open } = createStoreBench(prefix)
const minute = 60_000
const window = { retention: 60 * minute, listLimit: 150 }
const store = open(window)

const take = (...readings: Reading[]) => store.record({ broker: 'kafka', readings, refusals: [] })

test('the newest reading of a station is shown whole, whatever came last', async () => {
  const newest = aReading(start - 1_000, {
    temperature: -3.5,
    humidity: 60,
    condition: 'snowy',
    quality: ['clock'],
  })
  await take(newest, aReading(start - 2_000, { pressure: 1000 }))
  await take(aReading(start - 3_000, { pressure: 1001 }))
  expect(fromLatestFields(await client.hgetall(keys.latest('tikal')))).toEqual({ ...newest, level: 'C' })
})

test('names that an older store did not put in order are, with the next readings', async () => {
  await take(aReading(start - 2_000), aReading(start - 2_000, { station: 'mixco' }))
  expect(await client.zrange(keys.names, 0, -1)).toEqual(['mixco', 'tikal'])
  await client.del(keys.names)
  await take(aReading(start - 1_000), aReading(start - 1_000, { station: 'mixco' }))
  expect(await client.zrange(keys.names, 0, -1)).toEqual(['mixco', 'tikal'])
})

test('the store says what became of each delivery', async () => {
  const one = aReading(start, { temperature: 1 })
  expect(await take(one, aReading(start, { temperature: 2 }))).toEqual({
    stored: 2,
    duplicates: 0,
    late: 0,
    refused: { schema: 0, future: 0 },
    failed: { step: 0, persistence: 0, neighbours: 0 },
  })
  const none = { stored: 0, duplicates: 0, late: 0, refused: { schema: 0, future: 0 } }
  expect(await take(one, one)).toMatchObject({ ...none, duplicates: 2 })
  expect(await take(aReading(start - 61 * minute))).toMatchObject({ ...none, late: 1 })
  expect(await take(aReading(start + 7 * minute))).toMatchObject({
    ...none,
    refused: { schema: 0, future: 1 },
  })
  const bad = { reason: 'humidity', json: '{"humidity":900}' }
  const refusal = { broker: 'rabbitmq', readings: [], refusals: [bad] }
  expect(await store.record(refusal)).toMatchObject({ ...none, refused: { schema: 1, future: 0 } })
  expect(await store.record(refusal)).toMatchObject(none)
  expect(await client.hgetall(keys.totals)).toEqual({ stored: '2' })
  expect(await client.hgetall(keys.deliveries)).toEqual({
    kafka: '6',
    rabbitmq: '2',
    duplicates: '2',
    late: '1',
    refused: '2',
  })
})

test('a station is silent when it has said nothing for ten minutes, and no longer when it speaks again', async () => {
  const silent = () => client.hget(keys.overall, 'silent')
  await take(aReading(start, { temperature: 20 }))
  clock.now = start + 10 * minute
  await store.tick()
  expect(await silent()).toBe('0')
  clock.now += 1
  await store.tick()
  expect(await silent()).toBe('1')
  await take(aReading(clock.now, { temperature: 20 }))
  expect(await silent()).toBe('0')
})

test('the list holds the newest readings in the order of their own time, in any order of arrival', async () => {
  const offsets = fc.uniqueArray(fc.integer({ min: -59 * minute, max: 0 }), {
    minLength: 1,
    maxLength: 320,
    size: 'max',
  })
  await fc.assert(
    fc.asyncProperty(offsets, fc.integer({ min: 1, max: 64 }), async (times, size) => {
      await clearKeys(client, prefix)
      for (let at = 0; at < times.length; at += size) {
        await take(...times.slice(at, at + size).map((offset) => aReading(start + offset)))
      }
      const newest = [...times].sort((a, b) => a - b).slice(-window.listLimit)
      const listed = (await client.lrange(keys.list, 0, -1)).map((entry) => JSON.parse(entry).observedAt)
      expect(listed).toEqual(newest.map((offset) => new Date(start + offset).toISOString()))
    }),
    { numRuns: 40, endOnFailure: true },
  )
})

test("an entry of the list has the original's four fields", async () => {
  await take(aReading(start, { municipality: 'mixco', temperature: 23, humidity: 60, condition: 'sunny' }))
  const [entry = ''] = await client.lrange(keys.list, 0, -1)
  expect(JSON.parse(entry)).toMatchObject({
    municipality: 'mixco',
    temperature: 23,
    humidity: 60,
    weather: 'sunny',
  })
})

test('fault 2: under steady load readings leave by their own time, and the list stays bounded', async () => {
  for (let n = 0; n <= 90; n += 1) {
    clock.now = start + n * minute
    await take(aReading(clock.now, { station: `at-${n}` }), aReading(clock.now, { temperature: n / 2 }))
    expect(await client.llen(keys.list)).toBe(Math.min(2 * (n + 1), 2 * 61, window.listLimit))
  }
  expect(await client.sismember(keys.stations, 'at-29')).toBe(0)
  expect(await client.exists(keys.latest('at-29'))).toBe(0)
  expect(await client.sismember(keys.stations, 'at-30')).toBe(1)
  expect(await client.scard(keys.stations)).toBe(62)
})

test.for(['2024-02-29T00:30:00Z', '2027-12-31T23:45:00Z', '2028-03-01T00:10:00Z', '2100-02-28T23:59:59Z'])(
  'the list lets go of a reading when the hour is over, also about %s',
  async (date) => {
    clock.now = Date.parse(date)
    await take(aReading(clock.now))
    clock.now += 60 * minute
    await store.tick()
    expect(await client.llen(keys.list)).toBe(1)
    clock.now += minute
    await store.tick()
    expect(await client.llen(keys.list)).toBe(0)
  },
)

test('fault 2: when the load stops, every key but the totals ends by itself', async () => {
  await take(aReading(start - 10 * minute), aReading(start - minute, { station: 'mixco' }))
  const lasting = new Set([keys.totals, keys.deliveries])
  for (const key of await client.keys(`${prefix}*`)) {
    const left = await client.pttl(key)
    if (lasting.has(key)) expect(left, key).toBe(-1)
    else expect(left, key).toBeGreaterThan(0)
    expect(left, key).toBeLessThanOrEqual(113 * minute) // a history outlives its window by half an hour, and is looked after every 16 minutes
  }
})

test('a reading under a key without a time counts once, also when it comes again much later with another time', async () => {
  const id = '00000000-0000-8abc-8abc-0123456789ab'
  await take({ ...aReading(clock.now), id })
  clock.now += 40 * minute
  expect(await take({ ...aReading(clock.now), id })).toMatchObject({ stored: 0, duplicates: 1 })
  clock.now += 50 * minute
  expect(await take({ ...aReading(clock.now - 49 * minute), id })).toMatchObject({ stored: 0 })
})

test('a duplicate is known for as long as its reading is in the window', async () => {
  const reading = { ...aReading(start), id: freshId(start) }
  await take(reading)
  clock.now = start + 61 * minute - 1 // the window moves in whole minutes
  expect(await take(reading)).toMatchObject({ duplicates: 1 })
  clock.now += 1
  expect(await take(reading)).toMatchObject({ stored: 0, duplicates: 0, late: 1 })
})

test.for([
  ['ceased to be', -60 * minute, 2 * minute],
  ['become', 6 * minute, 2 * minute],
] as const)(
  'a reading counts once although its stated time has %s plausible before the second try',
  async ([, ahead, pause]) => {
    const said = { station: 'tikal', statedAt: start + ahead, temperature: 20 }
    const received = () =>
      toReading(said, { receivedAt: clock.now, retention: window.retention, dialect: 'v1' })
    const first = received()
    await take(first)
    clock.now += pause
    const again = received()
    expect(again.id).toBe(first.id)
    expect(again.observedAt, 'only one of the two times is the stated one').not.toBe(first.observedAt)
    expect(await take(again)).toMatchObject({ stored: 0, duplicates: 1 })
  },
)

test('a clock that is wrong by years costs marks no longer than any other', async () => {
  const said = { station: 'tikal', statedAt: Date.UTC(1999, 11, 31), temperature: 20 }
  await take(toReading(said, { receivedAt: clock.now, retention: window.retention, dialect: 'v1' }))
  await take(
    toReading(
      { ...said, statedAt: Date.UTC(2099, 11, 31) },
      { receivedAt: clock.now, retention: window.retention, dialect: 'v1' },
    ),
  )
  for (const key of await client.keys(`${prefix}:marks:*`)) {
    expect(await client.pttl(key)).toBeGreaterThan(0)
    expect(await client.pttl(key)).toBeLessThanOrEqual(2 * 66 * minute)
  }
})

test('fault 7: a mark costs at most 16 bytes a reading at a thousand readings a second', async () => {
  const count = 30_000 // half a minute, in the minute's 256 sets
  for (let at = 0; at < count; at += 250) {
    await take(...Array.from({ length: 250 }, () => ({ ...aReading(start), id: freshId(start) })))
  }
  let bytes = 0
  for (const key of await client.keys(`${prefix}:marks:*`))
    bytes += Number(await client.call('MEMORY', 'USAGE', key))
  expect(bytes / count).toBeLessThanOrEqual(16)
  expect(bytes / count).toBeGreaterThan(8)
})
