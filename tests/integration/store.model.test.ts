import fc from 'fast-check'
import { Redis } from 'iovalkey'
import { afterAll, expect, inject, test } from 'vitest'
import type { Reading } from '#lib/domain/reading.ts'
import { derivedId } from '#lib/domain/reading-id.ts'
import { createValkeyStore } from '../../functions/consumers/valkey-store.ts'
import { clearKeys } from './store-keys.ts'
import { enters, pictureOf } from './store-model.ts'
import { readPicture } from './store-picture.ts'

const prefix = 'model'
const minute = 60_000
const start = Date.UTC(2026, 4, 1, 12)
const client = new Redis(`redis://${inject('valkeyAddr')}`)
afterAll(() => client.quit())

/** A reading some time around the moment at which it is delivered. */
type Said = { ago: number; station: string; seed: number } & Partial<Reading>

const said: fc.Arbitrary<Said> = fc.record(
  {
    ago: fc.oneof(
      fc.integer({ min: -6 * minute, max: 13 * minute }),
      fc.constantFrom(0, 1, 9_999, 10_000, 10 * minute),
    ),
    station: fc.constantFrom('a', 'b', 'mixco'),
    seed: fc.nat(3),
    municipality: fc.constantFrom('mixco', 'zacapa'),
    temperature: fc.integer({ min: -900, max: 600 }).map((n) => n / 10),
    humidity: fc.integer({ min: 0, max: 400 }).map((n) => n / 4),
    pressure: fc.integer({ min: 9000, max: 10500 }).map((n) => n / 10),
    windDirection: fc.integer({ min: 0, max: 360 }),
    rain: fc.integer({ min: 0, max: 40 }).map((n) => (n * 254) / 1000),
    condition: fc.constantFrom('sunny', 'rainy', 'cloudy'),
    rainCounter: fc.record({
      of: fc.constantFrom('year', 'year', 'year', 'day'),
      mm: fc.integer({ min: 0, max: 60 }).map((n) => (n * 254) / 1000),
    }),
  },
  { requiredKeys: ['ago', 'station', 'seed'] },
)

/** What happens: the clock moves on, and then something is delivered, or the clock ticks. */
const happening = fc.record({
  pause: fc.oneof(
    fc.integer({ min: 0, max: 20_000 }),
    fc.integer({ min: 0, max: 4 * minute }),
    fc.constant(0),
  ),
  batch: fc.array(said, { maxLength: 8 }),
  again: fc.boolean(),
  // The two consumers' clocks are never quite the same.
  skew: fc.constantFrom(0, 0, -3_000, 2_000),
})

test('P5: whatever is delivered, in any order, however the clock moves, the store is what a plain model says', async () => {
  const retentions = fc.constantFrom(2 * minute, 10 * minute)
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { minLength: 1, maxLength: 12, size: 'max' }),
      retentions,
      async (all, retention) => {
        await clearKeys(client, prefix)
        let now = start
        let clock = start
        let time = 0 // the store knows none before it is told one
        const store = createValkeyStore(client, prefix, { retention, listLimit: 100 }, () => clock)
        const entered = new Map<string, Reading>()
        for (const { pause, batch, again, skew } of all) {
          now += pause
          clock = now + skew
          time = Math.max(time, clock) // as the store has it
          const readings = batch.map((one) => toReading(one, now))
          for (const reading of readings) {
            if (enters(reading, time, clock, retention)) entered.set(reading.id, reading)
          }
          for (let times = again ? 2 : 1; times > 0; times -= 1) {
            if (readings.length > 0) await store.record({ broker: 'kafka', readings, refusals: [] })
            else await store.tick()
          }
        }
        now += 65_000 // past every skewed clock, and what comes late is in its series and compared by then
        clock = now
        await store.tick()
        expect(await readPicture(client, prefix)).toEqual(pictureOf([...entered.values()], now, retention))
      },
    ),
    { numRuns: 150, endOnFailure: true },
  )
}, 60_000)

test('P5: with the load stopped the picture is right at every minute until nothing is left', async () => {
  await clearKeys(client, prefix)
  let now = start
  const retention = 5 * minute
  const store = createValkeyStore(client, prefix, { retention, listLimit: 100 }, () => now)
  const entered: Reading[] = []
  for (let n = 0; n < 40; n += 1) {
    now += 7_000
    const reading = toReading(
      { ago: 0, station: n % 3 === 0 ? 'a' : 'b', seed: n, municipality: 'mixco', temperature: n / 2 },
      now,
    )
    entered.push(reading)
    await store.record({ broker: 'rabbitmq', readings: [reading], refusals: [] })
  }
  for (let passed = 0; passed <= 7; passed += 1) {
    await store.tick()
    expect(await readPicture(client, prefix)).toEqual(pictureOf(entered, now, retention))
    now += minute
  }
  expect(await readPicture(client, prefix)).toEqual({})
  now += 46 * minute // for so long, at most, a history outlives the window
  await store.tick()
  const left = (await client.keys(`${prefix}*`)).filter((key) => !key.startsWith(`${prefix}:marks:`)).sort()
  expect(left).toEqual([`${prefix}:deliveries`, `${prefix}:totals`, `${prefix}:window:clock`])
})

function toReading({ ago, seed, ...rest }: Said, now: number): Reading {
  const time = now - ago
  const observedAt = new Date(time).toISOString()
  const id = derivedId(time, { station: rest.station, identifies: JSON.stringify([seed, rest]) })
  return { id, observedAt, receivedAt: observedAt, dialect: 'v1', ...rest }
}
