import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Door, Reply } from './door.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { createRandom } from './random.ts'
import type { Batch } from './said.ts'
import { runLoad } from './sender.ts'
import { createStations } from './stations.ts'

const open = new AbortController().signal
const acknowledge = (batch: Batch): Reply => ({
  status: 202,
  readings: batch.readings.map((reading) => {
    return { id: JSON.stringify(reading), station: reading.station, confirmedBy: ['kafka'] }
  }),
})
const unavailable: Reply = { status: 503, retryAfter: 2_000, readings: [] }
const none: Reply = { status: 0, readings: [] }

/** Sends until so many batches were begun. Time does not pass. */
async function send(door: Door, { batches = 20, seed = 1, giveUp = open } = {}) {
  const ledger: Ledger = createLedger()
  const random = createRandom(seed)
  const stations = createStations('run', random)
  const waits: number[] = []
  const end = new AbortController()
  let begun = 0
  const next = () => {
    begun += 1
    if (begun >= batches) end.abort()
    return stations.next(1_777_000_000_000 + begun)
  }
  const wait = async (ms: number, signal: AbortSignal) => {
    if (signal === giveUp) waits.push(ms) // the others keep the rate
  }
  const load = { door, ledger, random, next, rate: 1e9, clients: 4, wait }
  const traffic = await runLoad(load, end.signal, giveUp)
  return { ledger, traffic, waits }
}

test('what is answered 503 or not at all is sent until it is acknowledged, each reading under one note', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.infiniteStream(fc.constantFrom('no', 'lost', 'yes', 'yes')),
      async (seed, weather) => {
        const door: Door = async (batch) => {
          const { value } = weather.next()
          if (value === 'no') return unavailable
          return value === 'lost' ? none : acknowledge(batch)
        }
        const { ledger } = await send(door, { seed })
        expect(ledger.acknowledged.size).toBe(ledger.begun)
        expect(ledger.reference.all.readings).toBe(ledger.begun)
        expect(ledger.violations).toEqual(new Map())
      },
    ),
    { numRuns: 50 },
  )
})

test('a request with a key comes again as it was, any other may come in parts', async () => {
  const seen = new Map<string, string[]>()
  const door: Door = async (batch) => {
    if (batch.key !== undefined) {
      const before = seen.get(batch.key) ?? []
      seen.set(batch.key, [...before, JSON.stringify(batch)])
      if (before.length < 2) return unavailable
    }
    return acknowledge(batch)
  }
  await send(door, { batches: 100 })
  expect(seen.size).toBeGreaterThan(0)
  for (const sent of seen.values()) expect(new Set(sent).size).toBe(1)
})

test('it waits about as long as the answer asks for', async () => {
  let refusals = 50
  const door: Door = async (batch) => (refusals-- > 0 ? unavailable : acknowledge(batch))
  const { waits } = await send(door)
  expect(waits.length).toBeGreaterThan(0)
  for (const ms of waits) expect(Math.abs(ms - 2_000)).toBeLessThanOrEqual(1_000)
})

test('any other answer is a violation, and is not tried again', async () => {
  const { ledger, traffic } = await send(async () => ({ status: 500, readings: [] }))
  expect(ledger.violations.get('answered 500')).toBe(traffic.requests)
  expect(ledger.acknowledged.size).toBe(0)
})

test('when patience is at its end it gives up, and what is not acknowledged is known', async () => {
  const giveUp = new AbortController()
  let tries = 0
  const door: Door = async () => {
    tries += 1
    if (tries > 200) giveUp.abort()
    return unavailable
  }
  const { ledger } = await send(door, { giveUp: giveUp.signal })
  expect(ledger.acknowledged.size).toBe(0)
  expect(ledger.begun).toBeGreaterThan(0)
})
