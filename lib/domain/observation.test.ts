import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLOCK_FLAG, CLOCK_LEAD_MS, type Observation, toReading } from './observation.ts'
import { readingSchema } from './reading.ts'
import { timeOfId } from './reading-id.ts'

const now = Date.UTC(2026, 4, 1, 12)
const retention = 3_600_000
const said: Observation = { station: 'amatitlan', temperature: 23, humidity: 60, condition: 'sunny' }

test('the same statement has the same id whenever it is received, also where its time becomes or ceases to be plausible', () => {
  const anyReceipt = fc.integer({ min: now - 3 * CLOCK_LEAD_MS, max: now + 2 * retention })
  fc.assert(
    fc.property(anyReceipt, anyReceipt, fc.boolean(), (first, second, hasOwnId) => {
      const statement = { ...said, statedAt: now, identifies: hasOwnId ? '77' : undefined }
      expect(receive(statement, first).id).toBe(receive(statement, second).id)
    }),
  )
})

test('what the station says comes through unchanged', () => {
  const reading = receive({ ...said, municipality: 'amatitlan', uvIndex: 0, statedAt: now - 1 }, now)
  expect(reading).toEqual({
    id: reading.id,
    station: 'amatitlan',
    municipality: 'amatitlan',
    temperature: 23,
    humidity: 60,
    uvIndex: 0,
    condition: 'sunny',
    observedAt: '2026-05-01T11:59:59.999Z',
    receivedAt: '2026-05-01T12:00:00.000Z',
    dialect: 'v1',
  })
})

test.each<[string, Partial<Observation>]>([
  ['another temperature', { temperature: 24 }],
  ['a measurement more', { rain: 0 }],
  ['a measurement less', { humidity: undefined }],
  ['another condition', { condition: 'rainy' }],
  ['another municipality', { municipality: 'mixco' }],
  ['another station', { station: 'mixco' }],
  ['another time', { statedAt: now + 1 }],
  ['another measurement of the same value', { humidity: undefined, rain: 60 }],
])('fault 7: %s at the same station and time is another reading', (_, change) => {
  const statement = { ...said, statedAt: now }
  expect(receive({ ...statement, ...change }, now).id).not.toBe(receive(statement, now).id)
})

test('with an own id the same id is the same reading, although the measurement was corrected', () => {
  const one = receive({ ...said, statedAt: now, identifies: '77' }, now)
  const other = receive({ ...said, temperature: 5, statedAt: now, identifies: '77' }, now + 1)
  expect(other.id).toBe(one.id)
})

test('an own id without a time has the same id whenever it is received', () => {
  const one = receive({ ...said, identifies: '77' }, now)
  expect(receive({ ...said, identifies: '77' }, now + 5 * retention).id).toBe(one.id)
})

test('two own ids are two readings', () => {
  const one = receive({ ...said, statedAt: now, identifies: '77' }, now)
  expect(receive({ ...said, statedAt: now, identifies: '78' }, now).id).not.toBe(one.id)
})

test('an own id that looks like the content of a statement is not that statement', () => {
  const content = JSON.stringify([null, 'sunny', 23, 60, ...Array(8).fill(null)])
  const statement = { ...said, statedAt: now }
  expect(receive({ ...statement, identifies: content }, now).id).not.toBe(receive(statement, now).id)
})

test('fault 6: without a time and an own id each message is a reading of its own', () => {
  expect(receive(said, now).id).not.toBe(receive(said, now).id)
})

test('without a time the reading was made when it was received, and that is no reason for a flag', () => {
  const reading = receive(said, now)
  expect(reading.observedAt).toBe(reading.receivedAt)
  expect(reading.quality).toBeUndefined()
})

test.each([
  ['exactly as old as the retention', -retention],
  ['exactly as far ahead as a clock may be', CLOCK_LEAD_MS],
])('a clock is believed that is %s', (_, offset) => {
  const reading = receive({ ...said, statedAt: now + offset }, now)
  expect(reading.observedAt).toBe(new Date(now + offset).toISOString())
  expect(reading.quality).toBeUndefined()
  expect(timeOfId(reading.id)).toBe(now + offset)
})

test.each([
  ['a millisecond older than the retention', now - retention - 1],
  ['a millisecond further ahead than a clock may be', now + CLOCK_LEAD_MS + 1],
  ['at the beginning of time', 0],
  ['before the beginning of time', Date.parse('0000-01-01T00:00:00Z')],
  ['at the end of time', Date.parse('9999-12-31T23:59:59.999Z')],
  ['not a time', Number.NaN],
])('P6: a clock that is %s costs a flag, not the reading', (_, statedAt) => {
  const reading = receive({ ...said, statedAt }, now)
  expect(reading.observedAt).toBe(reading.receivedAt)
  expect(reading.quality).toEqual([CLOCK_FLAG])
  expect(readingSchema.safeParse(reading).error).toBeUndefined()
})

test('P6: what is suspicious by itself costs a flag, not the reading, and leaves the id as it is', () => {
  const odd = { ...said, temperature: 58, windSpeed: 9, windGust: 3, statedAt: now }
  const reading = receive(odd, now)
  expect(reading).toMatchObject({
    temperature: 58,
    quality: ['range-temperature', 'consistency-wind-speed', 'consistency-wind-gust'],
  })
  expect(receive({ ...odd, statedAt: 0 }, now).quality?.[0]).toBe(CLOCK_FLAG)
  const limits = { temperature: [0, 60] } as const
  const known = toReading(odd, { receivedAt: now, retention, dialect: 'v1', limits })
  expect(known.quality).not.toContain('range-temperature')
  expect(known.id).toBe(reading.id)
})

test('a statement with an impossible time has the same id whenever it is received', () => {
  const statement = { ...said, statedAt: 0 }
  expect(receive(statement, now + 60_000).id).toBe(receive(statement, now).id)
})

test('two statements with two impossible times are two readings', () => {
  const one = receive({ ...said, statedAt: 0, identifies: '77' }, now)
  expect(receive({ ...said, statedAt: 1, identifies: '77' }, now).id).not.toBe(one.id)
})

test('what the dialect found suspicious is flagged beside the clock', () => {
  const statement: Observation = { ...said, flags: ['station-pressure'] }
  expect(receive(statement, now).quality).toEqual(['station-pressure'])
  expect(receive({ ...statement, statedAt: 0 }, now).quality).toEqual(['station-pressure', CLOCK_FLAG])
})

test('one time in the future does not make the following ones late', () => {
  const times = [now + 86_400_000, now + 60_000, now + 120_000].map((statedAt, index) => {
    return receive({ ...said, statedAt }, now + index * 60_000).observedAt
  })
  expect(times.map(Date.parse)).toEqual([now, now + 60_000, now + 120_000])
})

test('a rain counter says something by itself, and makes another reading when it moves', () => {
  const statement: Observation = { station: 'xela', statedAt: now, rainCounter: { of: 'year', mm: 7.112 } }
  const reading = receive(statement, now)
  expect(readingSchema.parse(reading).rainCounter).toEqual({ of: 'year', mm: 7.112 })
  expect(receive({ ...statement, rainCounter: { of: 'year', mm: 7.366 } }, now).id).not.toBe(reading.id)
})

function receive(observation: Observation, receivedAt: number) {
  return toReading(observation, { receivedAt, retention, dialect: 'v1' })
}
