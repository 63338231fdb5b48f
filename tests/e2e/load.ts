import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'iovalkey'
import { expect } from 'vitest'
import { post } from './requests.ts'

/** A load under way: clients that post readings, each until it is acknowledged. */
export type Load = {
  /** Ids of the acknowledged readings, with the brokers that the answers named. */
  readonly acknowledged: ReadonlyMap<string, readonly string[]>
  /** Resolves when twenty more readings are acknowledged: the load is in full flow. */
  goesOn(): Promise<void>
  /** Ends it: resolves when every reading that was begun is acknowledged. */
  finish(): Promise<void>
}

const CLIENTS = 8
let loads = 0

/** Starts it. A reading that is answered 503, or not at all, is sent again under the same id. */
export function startLoad(ingest: string): Load {
  const acknowledged = new Map<string, readonly string[]>()
  const run = `${process.pid}-${Date.now()}-${loads++}`
  let sending = true
  const clients = Promise.all(Array.from({ length: CLIENTS }, (_, client) => send(client)))

  async function send(client: number): Promise<void> {
    for (let n = 0; sending; n += 1) {
      const station = `station-${client}`
      const reading = { station, id: `${run}-${client}-${n}`, temperature: n % 40, humidity: n % 100 }
      // Half of the stations tell their own time, half leave it to ingest.
      await untilAcknowledged(
        client % 2 === 0 ? { ...reading, observedAt: new Date().toISOString() } : reading,
      )
      await sleep(5)
    }
  }

  async function untilAcknowledged(reading: unknown): Promise<void> {
    for (;;) {
      const answer = await post(`${ingest}/v1/readings`, reading).catch(() => undefined)
      if (answer?.status === 202) {
        const [{ id, confirmedBy }] = answer.body.readings as [{ id: string; confirmedBy: string[] }]
        acknowledged.set(id, confirmedBy)
        return
      }
      if (answer !== undefined) expect(answer.status).toBe(503)
      await sleep(100)
    }
  }

  return {
    acknowledged,
    async goesOn() {
      for (const enough = acknowledged.size + 20; acknowledged.size < enough; ) await sleep(20)
    },
    async finish() {
      sending = false
      await clients
    },
  }
}

/** Waits until every acknowledged reading is in the store, and checks that each is there once. */
export async function expectStoredOnce(
  valkey: Redis,
  { acknowledged }: Load,
  withinMs = 60_000,
): Promise<void> {
  const end = Date.now() + withinMs
  const ours = async () => (await storedIds(valkey).catch(() => [])).filter((id) => acknowledged.has(id))
  while ((await ours()).length < acknowledged.size && Date.now() < end) await sleep(100)
  await sleep(500) // what is delivered again would show by now

  const stored = await ours()
  const once = new Set(stored)
  const missing = [...acknowledged].filter(([id]) => !once.has(id))
  expect({ missing: missing.length, first: missing[0] }).toEqual({ missing: 0, first: undefined })
  expect(stored.length, 'none is stored twice').toBe(once.size)
}

/** What the counters say must be what the list holds: no reading counted twice. */
export async function expectCountsAgree(valkey: Redis): Promise<void> {
  expect(Number(await valkey.hget('weather:totals', 'stored'))).toBe((await storedIds(valkey)).length)
}

async function storedIds(valkey: Redis): Promise<string[]> {
  return (await valkey.lrange('weather', 0, -1)).map((entry) => (JSON.parse(entry) as { id: string }).id)
}
