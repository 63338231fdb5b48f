import { join } from 'node:path'
import { Redis } from 'iovalkey'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { TransientError } from '#lib/platform/errors.ts'
import { aReading } from '#lib/testing/readings.ts'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { outcomeOf, until } from '#lib/testing/settled.ts'
import { freePorts } from '../../dev/stack/ports.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { createValkey } from '../../dev/stack/valkey.ts'
import { createApp } from '../../functions/consumers/app.ts'
import type { ReadingStore } from '../../functions/consumers/store.ts'
import { createValkeyStore } from '../../functions/consumers/valkey-store.ts'

const minute = 60_000
const start = Date.UTC(2026, 4, 1, 12)
const cleanUp = new AsyncDisposableStack()
let now = start
let valkey: Redis
let store: ReadingStore

/** A Valkey of its own: one that is full would be full for all. */
beforeAll(async () => {
  const { dir } = cleanUp.use(await makeScratch('test-store-full'))
  const options = { dir, logDir: join(dir, 'logs'), ports: await freePorts(), progress: () => {} }
  const broker = cleanUp.use(createValkey(options))
  await broker.start()
  valkey = cleanUp.adopt(new Redis(`redis://${broker.addr}`), (client) => client.disconnect())
  store = createValkeyStore(valkey, 'full', { retention: 60 * minute, listLimit: 1_000_000 }, () => now)
})
afterAll(() => cleanUp.disposeAsync())

beforeEach(async () => {
  now = start
  await valkey.config('SET', 'maxmemory', '0')
  await valkey.flushdb()
})

test('P3: while the memory of Valkey is full events are answered with 503, and nothing is half stored', async () => {
  const { log, events } = createRecordingLog()
  const app = createApp({ store, log })
  const post = (n: number) => app.request('/', { method: 'POST', headers, body: body(n) })
  expect((await post(0)).status).toBe(204)
  await valkey.config('SET', 'maxmemory', '1kb') // far less than it needs when it is empty
  const before = await stored()
  for (let n = 1; n < 20; n += 1) {
    const answer = await post(n)
    expect(answer.status).toBe(503)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  expect(await stored()).toBe(before)
  expect(events(), 'said once').toEqual(['store.failed'])

  await valkey.config('SET', 'maxmemory', '0')
  for (let n = 0; n < 20; n += 1) expect((await post(n)).status).toBe(204)
  expect(await stored()).toBe(before + 19)
})

test('a full Valkey recovers without hands: the window moves on all the same, and makes room', async () => {
  for (let n = 0; n < 200; n += 1) await take(...stations(n * 50, 50))
  await fill()
  await expect(take(aReading(now, { station: 'late' }))).rejects.toThrow(TransientError)
  now += 66 * minute
  await store.tick()
  await until(10_000, async () => (await outcomeOf(take(aReading(now, { station: 'back' })))) === 'confirmed')
  expect(await valkey.smembers('full:stations')).toEqual(['back'])
})

/** Leaves no room for anything more. */
async function fill(): Promise<void> {
  const used = /used_memory:(\d+)/.exec(await valkey.info('memory'))?.[1]
  await valkey.config('SET', 'maxmemory', String(Number(used) - 1))
}

function take(...readings: ReturnType<typeof aReading>[]) {
  return store.record({ broker: 'kafka', readings, refusals: [] })
}

function stations(from: number, count: number) {
  return Array.from({ length: count }, (_, n) =>
    aReading(now, { station: `s${from + n}`, municipality: 'mixco' }),
  )
}

async function stored(): Promise<number> {
  return Number(await valkey.hget('full:totals', 'stored'))
}

const headers = {
  'ce-specversion': '1.0',
  'ce-id': '1',
  'ce-source': '/chaac/kafka-writer',
  'ce-type': 'io.chaac.weather.readings.v1',
  'content-type': 'application/json',
}

function body(n: number): string {
  return JSON.stringify({ readings: [aReading(start, { station: `s${n}` })] })
}
