import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'iovalkey'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { READINGS_EVENT_TYPE } from '#lib/domain/event.ts'
import { within } from '#lib/platform/within.ts'
import { storeKeys } from '#lib/store/keys.ts'
import { aReading } from '#lib/testing/readings.ts'
import { freePorts } from '../../dev/stack/ports.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { createValkey } from '../../dev/stack/valkey.ts'
import { startFunction } from './function-process.ts'

/** Longer than two calls in a row may take. */
const PAUSE_MS = 8_000
const EVENTS = 20

const cleanUp = new AsyncDisposableStack()
const keys = storeKeys('weather')
let valkey: Redis
let address: string

/** A Valkey of its own: a pause holds up all who use it. */
beforeAll(async () => {
  const { dir } = cleanUp.use(await makeScratch('test-store-slow'))
  const ports = await freePorts()
  const store = cleanUp.use(createValkey({ dir, logDir: join(dir, 'logs'), ports, progress: () => {} }))
  await store.start()
  address = store.addr
  valkey = cleanUp.adopt(new Redis(`redis://${address}`), (client) => client.disconnect())
})
afterAll(() => cleanUp.disposeAsync())

test.for(['ALL', 'WRITE'] as const)(
  'P3: while Valkey pauses (%s) consumers answer 503 in time, then at once; after it each event is stored once',
  { timeout: 90_000 },
  async (mode) => {
    await valkey.flushall()
    await using consumers = await startFunction('consumers', { VALKEY_ADDR: address })
    const deliver = createSource(consumers.url)
    const events = Array.from({ length: EVENTS }, (_, n) => n)
    await untilStored(deliver, 0)

    await valkey.call('CLIENT', 'PAUSE', PAUSE_MS, mode)
    const unpaused = sleep(PAUSE_MS)
    const first = await within(PAUSE_MS, Promise.all(events.map(deliver)))
    expect(new Set(first.map(({ status }) => status))).toEqual(new Set([503]))
    expect(new Set(first.map(({ retryAfter }) => retryAfter))).toEqual(new Set(['1']))
    await expect.poll(consumers.events).toContain('breaker.opened') // its log comes by a pipe
    // All but one, which looks whether Valkey is back.
    const times = (await Promise.all(events.map(deliver))).map(({ ms }) => ms).sort((a, b) => b - a)
    expect(times[1], 'no time-out is waited for').toBeLessThan(1_000)

    await unpaused
    await Promise.all(events.map((n) => untilStored(deliver, n)))
    await expect.poll(consumers.events).toContain('breaker.closed')
    expect(await valkey.hget(keys.totals, 'stored')).toBe(String(EVENTS))
    expect(await valkey.hget(keys.overall, 'readings')).toBe(String(EVENTS))
    expect(await valkey.scard(keys.stations)).toBe(EVENTS)
  },
)

/** Hands over event `n`, the same each time. */
function createSource(url: string) {
  const now = Date.now()
  const readings = Array.from({ length: EVENTS }, (_, n) => aReading(now, { station: `s${n}` }))
  return async (n: number) => {
    const began = performance.now()
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'ce-specversion': '1.0',
        'ce-id': `event-${n}`,
        'ce-source': '/chaac/kafka-writer',
        'ce-type': READINGS_EVENT_TYPE,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ readings: [readings[n]] }),
      signal: AbortSignal.timeout(20_000),
    })
    const retryAfter = answer.headers.get('retry-after')
    return { status: answer.status, retryAfter, ms: performance.now() - began }
  }
}

/** As a source does it: again, until it is told that it was stored. At first nobody may listen yet. */
async function untilStored(deliver: ReturnType<typeof createSource>, n: number): Promise<void> {
  const tries = async () => {
    while ((await deliver(n).catch(() => undefined))?.status !== 204) await sleep(100)
  }
  await within(20_000, tries())
}
