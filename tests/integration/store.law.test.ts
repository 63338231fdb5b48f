import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Reading } from '#lib/domain/reading.ts'
import { derivedId, freshId } from '#lib/domain/reading-id.ts'
import { createStoreBench, start } from './store-bench.ts'
import { clearKeys } from './store-keys.ts'

const prefix = 'law'
const { client, clock, keys, open } = createStoreBench(prefix)
const window = { retention: 3_600_000, listLimit: 20 }
const store = open(window)

const minute = 60_000

/** Readings of a few stations in and around the window, with ties in time, of every kind of id. */
const reading: fc.Arbitrary<Reading> = fc
  .record({
    station: fc.constantFrom('a', 'b', 'c', 'mixco', 'zacapa'),
    // Few distinct times, so that ties occur; some before the window, some ahead of it.
    offset: fc.constantFrom(
      ...[-61 * minute, -59 * minute, -minute, -2, -1, 0, 1, 4 * minute, 6 * minute],
      ...[-8, -7, -6, -5, -4, -3, -2].map((minutes) => minutes * minute + 7_000), // enough for a past
    ),
    kind: fc.constantFrom('derived', 'untimed', 'fresh'),
    seed: fc.integer({ min: 0, max: 5 }),
    temperature: fc.option(
      fc.oneof(
        fc.constantFrom(20, 20.1, 20.2, 49),
        fc.integer({ min: -900, max: 600 }).map((n) => n / 10),
      ),
      { nil: undefined },
    ),
    humidity: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    flagged: fc.constantFrom(undefined, 'clock', 'range-temperature', 'consistency-humidity'),
    counter: fc.option(
      fc.record({ of: fc.constantFrom('year', 'day'), mm: fc.constantFrom(0, 0.254, 7.1) }),
      { nil: undefined },
    ),
  })
  .map(({ station, offset, kind, seed, temperature, humidity, flagged, counter }) => {
    const time = start + offset
    const identifies = JSON.stringify([offset, seed, temperature, humidity, flagged, counter])
    const id =
      kind === 'fresh' ? freshId(time) : derivedId(kind === 'untimed' ? 0 : time, { station, identifies })
    return {
      id,
      station,
      observedAt: new Date(time).toISOString(),
      receivedAt: new Date(start + 10).toISOString(),
      municipality: 'abc'.includes(station) ? 'abc' : station,
      ...(temperature === undefined ? {} : { temperature }),
      ...(humidity === undefined ? {} : { humidity }),
      condition: 'sunny' as const,
      ...(counter === undefined ? {} : { rainCounter: counter }),
      ...(flagged === undefined ? {} : { quality: [flagged] }),
      dialect: 'v1',
    }
  })

/** The same readings on both ways, each delivery repeated as it may be, in any order and any batches. */
const deliveries = fc
  .uniqueArray(reading, { minLength: 1, maxLength: 60, size: 'max', selector: ({ id }) => id })
  .chain((readings) => {
    const way = fc.constantFrom('kafka', 'rabbitmq')
    // Sent again by the station after an answer that got lost, a reading has another time of receipt.
    const again = readings.map((one) => ({ ...one, receivedAt: new Date(start + 20).toISOString() }))
    const several = fc.array(fc.tuple(way, fc.constantFrom(...readings, ...again)), {
      maxLength: 60,
      size: 'max',
    })
    return several.chain((more) => {
      const all = [...readings.map((one) => ['kafka', one] as const), ...more]
      return fc.tuple(
        fc.constant(readings),
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: all.length, maxLength: all.length }),
      )
    })
  })

test('P2: any order, any batches, any repetition and either way leave every key the same, byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, async ([readings, shuffled, sizes]) => {
      await clearKeys(client, prefix)
      await store.record({ broker: 'kafka', readings, refusals: [] })
      await settle()
      const expected = await dumps()

      await clearKeys(client, prefix)
      let rest = shuffled
      for (const size of sizes) {
        const batch = rest.slice(0, size)
        rest = rest.slice(size)
        if (batch.length === 0) break
        const broker = batch[0]?.[0] ?? 'kafka'
        await store.record({ broker, readings: batch.map(([, one]) => one), refusals: [] })
      }
      await settle()
      expect(await dumps()).toEqual(expected)
    }),
    { numRuns: 60, endOnFailure: true },
  )
}, 60_000)

/** By then what came late is in its series. */
async function settle(): Promise<void> {
  clock.now = start + 15_000
  await store.tick()
  clock.now = start
}

/**
 * Every key but the one that counts deliveries, as Valkey itself serializes it; refusals without their time. The records
 * of a history are too large for Valkey to keep them in order: they are the same in content.
 */
async function dumps(): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const key of (await client.keys(`${prefix}*`)).sort()) {
    if (key === keys.deliveries) continue
    if (key === keys.refused)
      found[key] = JSON.stringify((await client.xrange(key, '-', '+')).map(([, fields]) => fields[5]).sort())
    else if (key.startsWith(`${prefix}:window:history:`)) found[key] = await contentOf(key)
    else found[key] = (await client.dumpBuffer(key)).toString('hex')
  }
  return found
}

async function contentOf(key: string): Promise<string> {
  const records = Object.entries(await client.hgetallBuffer(key))
  return JSON.stringify(records.map(([minute, record]) => `${minute} ${record.toString('hex')}`).sort())
}
