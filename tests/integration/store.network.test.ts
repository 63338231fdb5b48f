import { Redis } from 'iovalkey'
import { afterAll, afterEach, beforeEach, expect, inject, test } from 'vitest'
import { TransientError } from '#lib/platform/errors.ts'
import { noLog } from '#lib/platform/log.ts'
import { within } from '#lib/platform/within.ts'
import { closeValkey, connectValkey } from '#lib/store/connection.ts'
import { liveMegabytes } from '#lib/testing/memory.ts'
import { aReading } from '#lib/testing/readings.ts'
import { outcomeOf, until } from '#lib/testing/settled.ts'
import { createTcpProxy, type TcpProxy } from '#lib/testing/tcp-proxy.ts'
import type { ReadingStore } from '../../functions/consumers/store.ts'
import { createValkeyStore } from '../../functions/consumers/valkey-store.ts'
import { clearKeys } from './store-keys.ts'

const prefix = 'network'
const now = Date.UTC(2026, 4, 1, 12)
const direct = new Redis(`redis://${inject('valkeyAddr')}`)
let proxy: TcpProxy
let client: Redis
let store: ReadingStore

beforeEach(async () => {
  await clearKeys(direct, prefix)
  proxy = await createTcpProxy(inject('valkeyAddr'))
  client = connectValkey({ address: proxy.addr, username: undefined, password: undefined }, 'test', noLog)
  store = createValkeyStore(client, prefix, { retention: 3_600_000, listLimit: 1_000 }, () => now)
  await take(1)
})

afterEach(async () => {
  await proxy[Symbol.asyncDispose]()
  await closeValkey(client)
})

afterAll(() => direct.quit())

test('a connection that stays open but is dead is given up for a new one', async () => {
  proxy.strand()
  await until(10_000, async () => (await outcomeOf(take(2))) === 'confirmed')
  expect(await stored()).toBe(2)
})

test('a connection that is reset is made again', async () => {
  proxy.reset()
  await until(10_000, async () => (await outcomeOf(take(2))) === 'confirmed')
  expect(await stored()).toBe(2)
})

test('a slow network makes calls slow, and nothing fails', async () => {
  proxy.delay(300)
  await within(10_000, Promise.all([take(2), take(3), take(4)]))
  expect(await stored()).toBe(4)
})

test('P2: a call whose answer was lost has an effect once, when the event comes again', async () => {
  proxy.delay(1_200) // there and back takes longer than the client waits
  await expect(take(2)).rejects.toThrow(TransientError)
  await until(5_000, async () => (await stored()) === 2)
  await proxy.heal()
  await until(10_000, async () => (await outcomeOf(take(2))) === 'confirmed')
  expect(await stored()).toBe(2)
})

test('what a dead connection was asked is not kept: memory is bounded while the store says nothing', async () => {
  const large = Array.from({ length: 200 }, (_, n) => reading(n))
  const ask = () => Promise.all(Array.from({ length: 100 }, () => outcomeOf(store.record(delivery(large)))))
  proxy.freeze()
  await ask()
  const before = await liveMegabytes()
  for (let round = 0; round < 6; round += 1) {
    for (const outcome of await within(10_000, ask())) expect(outcome).toBeInstanceOf(TransientError)
  }
  expect((await liveMegabytes()) - before).toBeLessThan(16)
})

function take(n: number) {
  return store.record(delivery([reading(n)]))
}

function delivery(readings: ReturnType<typeof aReading>[]) {
  return { broker: 'kafka', readings, refusals: [] }
}

function reading(n: number) {
  return aReading(now, { station: `s${n}`, municipality: 'mixco', temperature: n })
}

async function stored(): Promise<number> {
  return Number(await direct.hget(`${prefix}:totals`, 'stored'))
}
