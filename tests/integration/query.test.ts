import { readFileSync } from 'node:fs'
import { Redis } from 'iovalkey'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { TransientError } from '#lib/platform/errors.ts'
import { noLog } from '#lib/platform/log.ts'
import { closeValkey, connectValkey } from '#lib/store/connection.ts'
import { storeKeys } from '#lib/store/keys.ts'
import { NOON } from '#lib/testing/readings.ts'
import { seedPicture } from '#lib/testing/seeded-picture.ts'
import { toLetter } from '../../functions/dead-letters/receive.ts'
import { createValkeyLetters } from '../../functions/dead-letters/valkey-store.ts'
import { createValkeyPicture } from '../../functions/query/valkey-store.ts'

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

const seed = () => seedPicture(client, NOON, { prefix, stations: 4, municipalities: ['flores', 'mixco'] })

test('an empty store is an empty picture', async () => {
  expect(await picture.overview()).toEqual({
    stations: [],
    overall: { readings: 0, silent: 0 },
    counters: { stored: 0, duplicates: 0, late: 0, refused: 0, delivered: { kafka: 0, rabbitmq: 0 } },
    deadLetters: 0,
    averages: { temperature: {}, humidity: {} },
    conditions: {},
  })
  expect(await picture.municipalities()).toEqual([])
  expect(await picture.latest(['flores-1'])).toEqual([undefined])
  expect(await picture.municipality(['flores'])).toEqual([undefined])
  expect(await picture.steps({ of: 'everything' }, NOON - hour, NOON)).toEqual([])
  expect(await picture.refused(10)).toEqual([])
  expect(await picture.dead(10)).toEqual([])
})

test('what is in the store is in the picture', async () => {
  await seed()
  const { stations, overall, averages, conditions, counters } = await picture.overview()
  expect(stations).toEqual(['flores-1', 'flores-2', 'mixco-1', 'mixco-2'])
  expect(overall).toEqual({
    readings: 1440,
    silent: 0,
    minutes: 60,
    observedAt: new Date(NOON).toISOString(),
    temperatureMin: 11.4,
    temperatureMax: 32.8,
    humidityMin: 41,
    humidityMax: 97,
  })
  expect(Object.keys(averages.temperature).sort()).toEqual(['flores', 'mixco'])
  expect(conditions).toMatchObject({ sunny: 720, cloudy: 360 })
  expect(counters).toMatchObject({ stored: 1440, delivered: { kafka: 1440, rabbitmq: 1440 } })
  const [flores, nowhere] = await picture.municipality(['flores', 'nowhere'])
  expect(flores).toMatchObject({ municipality: 'flores', readings: 720, mostCommon: 'sunny' })
  expect(nowhere).toBeUndefined()
  const [newest] = await picture.latest(['flores-1'])
  expect(newest).toMatchObject({ station: 'flores-1', municipality: 'flores', condition: 'sunny' })
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

test('P8: the Valkey user in the README suffices, and can do nothing else', async () => {
  await seed()
  const [, rules = ''] = /^ACL SETUSER query (.+)$/m.exec(readFileSync('README.md', 'utf8')) ?? []
  const words = rules.replaceAll('weather', prefix).replace('>PASSWORD', '>secret').split(' ')
  const username = 'query-test-user'
  await client.call('ACL', 'SETUSER', username, 'reset', ...words)
  const settings = { address: inject('valkeyAddr'), username, password: 'secret' }
  const reader = connectValkey(settings, 'query', noLog)
  try {
    const limited = createValkeyPicture(reader, prefix)
    expect((await limited.overview()).stations).toHaveLength(4)
    expect(await limited.municipalities()).toHaveLength(2)
    expect(await limited.latest(['flores-1'])).toHaveLength(1)
    expect(await limited.municipality(['flores'])).toHaveLength(1)
    expect(await limited.steps({ of: 'everything' }, NOON - hour, NOON)).toHaveLength(360)
    expect(await limited.refused(10)).toHaveLength(2)
    for (const command of [
      ['HSET', keys.totals, 'stored', '1'],
      ['DEL', keys.totals],
      ['XADD', keys.refused, '*', 'a', 'b'],
      ['FUNCTION', 'LIST'],
      ['KEYS', '*'],
      ['FLUSHALL'],
      ['CONFIG', 'GET', '*'],
      ['HGETALL', 'another:totals'],
    ]) {
      const [name = '', ...args] = command
      await expect(reader.call(name, ...args), command.join(' ')).rejects.toThrow(/^NOPERM/)
    }
  } finally {
    await closeValkey(reader)
    await client.call('ACL', 'DELUSER', username)
  }
})

test('a key that holds something else is trouble, not an empty picture', async () => {
  await client.set(keys.overall, 'not a hash')
  await expect(picture.overview()).rejects.toThrow(TransientError)
})
