import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Reading } from '#lib/domain/reading.ts'
import { derivedId, freshId } from '#lib/domain/reading-id.ts'
import { fromLatestFields } from '#lib/store/latest.ts'
import { anyReading, anyReadings, NOON, sampleReading } from '#lib/testing/readings.ts'
import { storeArguments } from './store-call.ts'

/** A time after everything, for readings of any time. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999)
const window = { retention: 3_600_000, listLimit: 1000 }

test('the head: time, window, what is left out, the way, and how much follows', () => {
  const delivery = { broker: 'kafka', readings: [sampleReading()], refusals: [{ reason: 'no', json: '{}' }] }
  expect(storeArguments(delivery, NOON, window).slice(0, 8)).toEqual([
    String(NOON),
    '3600000',
    '360000',
    'exclude',
    '1000',
    'kafka',
    '1',
    '1',
  ])
})

test('every argument is a text', () => {
  fc.assert(
    fc.property(anyReadings, (readings) => {
      const args = storeArguments({ broker: 'kafka', readings, refusals: [] }, LAST, window)
      expect(args.every((argument) => typeof argument === 'string')).toBe(true)
    }),
  )
})

test('the script finds each reading where the count of fields says that it is', () => {
  fc.assert(
    fc.property(anyReadings, (readings) => {
      const found = parsed(storeArguments({ broker: 'kafka', readings, refusals: [] }, LAST, window))
      expect(found.map(({ fields }) => fromLatestFields(fields))).toEqual(readings)
      expect(found.map(({ id, station }) => ({ id, station }))).toEqual(
        readings.map(({ id, station }) => ({ id, station })),
      )
    }),
  )
})

test('the fields of a reading begin with its times, id and station, where the script looks for them', () => {
  const names = Object.keys(first(sampleReading({ humidity: 60, quality: ['clock'] })).fields)
  expect(names.slice(0, 4)).toEqual(['observedAt', 'receivedAt', 'id', 'station'])
})

test('an entry of the list begins with time and id, so that the order of text is the order of time', () => {
  fc.assert(
    fc.property(anyReading, anyReading, (one, other) => {
      const [a = '', b = ''] = [one, other].map(entryOf)
      if (one.observedAt !== other.observedAt) expect(a < b).toBe(one.observedAt < other.observedAt)
      else if (one.id !== other.id) expect(a < b).toBe(one.id < other.id)
    }),
  )
})

test('an entry of the list has the fields of the original', () => {
  const reading = sampleReading({ humidity: 60, condition: 'sunny' })
  expect(JSON.parse(entryOf(reading))).toMatchObject({
    municipality: 'amatitlan',
    temperature: 23,
    humidity: 60,
    weather: 'sunny',
  })
})

test('an id that carries the time of its reading is looked for in the minute of that time', () => {
  const time = NOON + 59_999
  const observedAt = new Date(time).toISOString()
  for (const id of [freshId(time), derivedId(time, { station: 'a', identifies: 'b' })])
    expect(first(sampleReading({ id, observedAt })).minute).toBe(String(NOON / 60_000))
})

test.each([
  ['no time', derivedId(0, { station: 'a', identifies: 'b' })],
  ['no time of ours', '9f4e2c1a-7b3d-4e5f-8a9b-0c1d2e3f4a5b'],
])('an id that carries %s is looked for apart', (_, id) => {
  expect(first(sampleReading({ id })).minute).toBe('0')
})

test('an id that carries another time than its reading is looked for in both ways', () => {
  expect(first(sampleReading({ id: freshId(NOON - 1) })).minute).toBe(`~${NOON / 60_000 - 1}`)
})

test('fault 7: a mark is a 64-bit integer of the id alone, and in one of 256 shards', () => {
  fc.assert(
    fc.property(anyReading, (reading) => {
      const { shard, mark } = first(reading)
      expect(first(sampleReading({ id: reading.id })).mark).toBe(mark)
      expect(BigInt.asIntN(64, BigInt(mark))).toBe(BigInt(mark))
      expect(Number(shard)).toBeLessThan(256)
    }),
  )
})

test('marks of different ids are different', () => {
  const ids = Array.from({ length: 10_000 }, () => freshId(NOON))
  expect(new Set(ids.map((id) => first(sampleReading({ id })).mark)).size).toBe(10_000)
})

test('what is refused comes last: shard and mark of its content, reason and JSON', () => {
  const refusal = { reason: 'humidity', json: '{"humidity":900}' }
  const args = storeArguments({ broker: 'kafka', readings: [], refusals: [refusal, refusal] }, NOON, window)
  expect(args.slice(8)).toEqual([...args.slice(8, 12), ...args.slice(8, 12)])
  expect(args.slice(10, 12)).toEqual(['humidity', '{"humidity":900}'])
})

/** Reads the arguments as lua/store.lua does. */
function parsed(args: string[]) {
  const found = []
  for (let at = 8; at < args.length; ) {
    const [minute, shard, mark = '', entry = '', count] = args.slice(at, at + 5)
    const pairs = args.slice(at + 5, at + 5 + Number(count))
    const fields: Record<string, string> = {}
    for (let pair = 0; pair < pairs.length; pair += 2) fields[pairs[pair] ?? ''] = pairs[pair + 1] ?? ''
    found.push({ minute, shard, mark, station: fields.station, id: fields.id, entry, fields })
    at += 5 + Number(count)
  }
  return found
}

function first(reading: Reading) {
  const [found] = parsed(storeArguments({ broker: 'kafka', readings: [reading], refusals: [] }, LAST, window))
  if (found === undefined) throw new Error('no reading')
  return found
}

function entryOf(reading: Reading): string {
  return first(reading).entry
}
