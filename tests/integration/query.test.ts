import { Redis } from 'iovalkey'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { TransientError } from '#lib/platform/errors.ts'
import { storeKeys } from '#lib/store/keys.ts'
import { NOON } from '#lib/testing/readings.ts'
import { toLetter } from '../../functions/dead-letters/receive.ts'
import { createValkeyLetters } from '../../functions/dead-letters/valkey-store.ts'
import { createValkeyPicture } from '../../functions/query/valkey-store.ts'
import { consumersOver, deliver } from '../filling/consumers.ts'
import { weatherUntil } from '../filling/weather.ts'

const prefix = 'query-test'
const keys = storeKeys(prefix)
const client = new Redis(`redis://${inject('valkeyAddr')}`)
const picture = createValkeyPicture(client, prefix)
const hour = 3_600_000

beforeEach(async () => {
  const found = await client.keys(`${prefix}*`)
  if (found.length > 0) await client.del(...found)
})
afterAll(() => client.quit())

const seeded = weatherUntil(NOON, { stations: 4, municipalities: ['flores', 'mixco'] })
const temperatures = seeded.map(({ temperature = 0 }) => temperature)
const humidities = seeded.map(({ humidity = 0 }) => humidity)

/** An hour of four stations, each reading over both brokers, and one reading that cannot be taken. */
async function seed(): Promise<void> {
  const consumers = consumersOver(client, { prefix, now: () => NOON + 2_000 }) // the last step is over
  await deliver(consumers, 'kafka', [...seeded, { ...seeded[0], humidity: 900 }])
  await deliver(consumers, 'rabbitmq', seeded)
}

test('an empty store is an empty picture', async () => {
  expect(await picture.overview()).toEqual({
    stations: 0,
    overall: { readings: 0, silent: 0 },
    counters: { stored: 0, duplicates: 0, late: 0, refused: 0, delivered: { kafka: 0, rabbitmq: 0 } },
    deadLetters: 0,
    averages: { temperature: {}, humidity: {} },
    conditions: {},
  })
  expect(await picture.stations(10)).toEqual([])
  expect(await picture.municipalities()).toEqual([])
  expect(await picture.latest(['flores-1'])).toEqual([undefined])
  expect(await picture.municipality(['flores'])).toEqual([undefined])
  expect(await picture.steps({ of: 'everything' }, NOON - hour, NOON)).toEqual([])
  expect(await picture.refused(10)).toEqual([])
  expect(await picture.dead(10)).toEqual([])
})

test('a reading has the letter and the flags of its checks, and the picture counts them', async () => {
  await seed()
  await client.hset(keys.latest('flores-1'), { quality: 'step-temperature', level: 'Q' })
  await client.hset(keys.quality, { range: 0, consistency: 0, step: 1, persistence: 0, neighbours: 0 })
  expect(await picture.latest(['flores-1'])).toMatchObject([{ level: 'Q', quality: ['step-temperature'] }])
  expect((await picture.overview()).quality).toMatchObject({ step: 1, range: 0 })
})

test('stations are given by pages in order, and a page begins behind any name', async () => {
  await seed()
  expect(await picture.stations(3)).toEqual(['flores-1', 'flores-2', 'mixco-1'])
  expect(await picture.stations(3, 'mixco-1')).toEqual(['mixco-2'])
  expect(await picture.stations(1, 'flores-11')).toEqual(['flores-2'])
  expect(await picture.stations(3, 'z')).toEqual([])
})

test('what a page of stations costs depends on its length, not on how many stations there are', async () => {
  const costOf = async (count: number) => {
    for (let from = 0; from < count; from += 500) {
      const named = Array.from({ length: 500 }, (_, n) => [0, `station-${from + n}`]).flat()
      await client.zadd(keys.names, ...named)
    }
    const before = await sent()
    expect(await picture.stations(20, 'station-1')).toHaveLength(20)
    return (await sent()) - before
  }
  const few = await costOf(500)
  expect(Math.abs((await costOf(20_000)) - few)).toBeLessThan(500)
})

test('what the summary costs does not depend on how many municipalities there are', async () => {
  await seed()
  const costOfSummary = async () => {
    const before = await sent()
    await picture.summary()
    return (await sent()) - before
  }
  const few = await costOfSummary()
  const means = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`town-${n}`, 20]))
  await client.hset(keys.average('temperature'), means)
  expect(Math.abs((await costOfSummary()) - few)).toBeLessThan(500)
})

test('what is in the store is in the picture', async () => {
  await seed()
  const overview = await picture.overview()
  const { stations, overall, averages, conditions, counters } = overview
  expect(overview).toEqual({ ...(await picture.summary()), averages, conditions })
  expect(await picture.conditions()).toEqual(conditions)
  expect(stations).toBe(4)
  expect(await picture.stations(10)).toEqual(['flores-1', 'flores-2', 'mixco-1', 'mixco-2'])
  expect(overall).toEqual({
    readings: 1440,
    silent: 0,
    minutes: 60,
    observedAt: seeded.at(-1)?.observedAt,
    temperatureMin: Math.min(...temperatures),
    temperatureMax: Math.max(...temperatures),
    humidityMin: Math.min(...humidities),
    humidityMax: Math.max(...humidities),
  })
  expect(Object.keys(averages.temperature).sort()).toEqual(['flores', 'mixco'])
  const reported = Map.groupBy(seeded, ({ condition }) => condition)
  expect(conditions).toEqual(
    Object.fromEntries([...reported].map(([name, readings]) => [name, readings.length])),
  )
  expect(counters).toMatchObject({ stored: 1440, delivered: { kafka: 1441, rabbitmq: 1440 } })
  const [flores, nowhere] = await picture.municipality(['flores', 'nowhere'])
  expect(flores).toMatchObject({ municipality: 'flores', readings: 720, name: 'flores' })
  expect(nowhere).toBeUndefined()
  const [newest] = await picture.latest(['flores-1'])
  expect(newest).toEqual({ ...seeded.findLast(({ station }) => station === 'flores-1'), level: 'S' })
})

test('a series has the steps that began in the span, its end excluded', async () => {
  await seed()
  const from = NOON - 60_000
  const steps = await picture.steps({ of: 'station', slug: 'mixco-1' }, from, NOON - 10_000)
  expect(steps.map(({ at }) => at - from)).toEqual([0, 10_000, 20_000, 30_000, 40_000])
  expect(steps[0]).toMatchObject({ readings: 1, means: { temperature: expect.any(Number) } })
  for (const subject of [{ of: 'everything' }, { of: 'municipality', slug: 'mixco' }] as const) {
    expect(await picture.steps(subject, from, NOON)).toHaveLength(6)
  }
  expect(await picture.steps({ of: 'station', slug: 'nowhere' }, from, NOON)).toEqual([])
})

test('refusals come newest first, page after page, whatever was refused', async () => {
  for (const [at, reading] of [
    [1, '{"humidity":900}'],
    [2, 'not JSON'],
    [3, '[]'],
  ] as const) {
    await client.xadd(keys.refused, `${at}-0`, 'broker', 'kafka', 'reason', `${at}`, 'reading', reading)
  }
  const first = await picture.refused(2)
  expect(first.map(({ reading }) => reading)).toEqual([[], 'not JSON'])
  expect(await picture.refused(2, first.at(-1)?.id)).toEqual([
    { id: '1-0', at: new Date(1).toISOString(), broker: 'kafka', reason: '1', reading: { humidity: 900 } },
  ])
})

test('dead letters are counted, and the newest ones are told with their reasons', async () => {
  const limits = { letters: 100, age: 3_600_000, bytes: 1e6 }
  let now = NOON
  const letters = createValkeyLetters(client, prefix, limits, () => now)
  for (const body of ['one', 'two', 'three']) {
    const received = { path: '/rabbitmq', headers: {}, body: Buffer.from(body), size: body.length }
    const { letter, event } = toLetter(received, 1001)
    await letters.keep({ ...letter, reason: body }, event)
    now += 1_000
  }
  expect((await picture.overview()).deadLetters).toBe(3)
  const newest = await picture.dead(2)
  expect(newest).toMatchObject([
    { at: new Date(NOON + 2_000).toISOString(), broker: 'rabbitmq', reason: 'three' },
    { reason: 'two' },
  ])
  const kept = await letters.find(newest[0]?.id ?? '')
  if (kept !== undefined) await letters.end(kept, { how: 'deleted' })
  expect((await picture.overview()).deadLetters).toBe(2)
})

test('a key that holds something else is trouble, not an empty picture', async () => {
  await client.set(keys.overall, 'not a hash')
  await expect(picture.overview()).rejects.toThrow(TransientError)
})

test('before the first id that there can be nothing was refused', async () => {
  for (const id of ['0-0', '000-0']) expect(await picture.refused(10, id)).toEqual([])
})

/** Bytes that Valkey has sent to all so far. */
async function sent(): Promise<number> {
  return Number(/total_net_output_bytes:(\d+)/.exec(await client.info('stats'))?.[1])
}
