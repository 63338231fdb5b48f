import { Redis } from 'iovalkey'
import { afterAll, expect, inject, test } from 'vitest'
import type { Reading } from '#lib/domain/reading.ts'
import { freshId } from '#lib/domain/reading-id.ts'
import { createValkeyStore } from '../../functions/consumers/valkey-store.ts'
import { clearKeys } from './store-keys.ts'

const client = new Redis(`redis://${inject('valkeyAddr')}`)
afterAll(() => client.quit())

const start = Date.UTC(2026, 4, 1, 12)
const span = 10 * 60_000
const municipalities = Array.from({ length: 12 }, (_, index) => `municipality-${index}`)
const conditions = ['sunny', 'cloudy', 'rainy', 'foggy'] as const

test('P5: a million readings into 12 municipalities leave no panel more to read than ten thousand do', async () => {
  const few = await bytesAfter('bytes-few', 10_000)
  const many = await bytesAfter('bytes-many', 1_000_000)
  expect([...many.keys()].sort()).toEqual([...few.keys()].sort())
  expect(many.size).toBeGreaterThan(50)
  for (const [key, bytes] of many) expect(bytes, key).toBeLessThanOrEqual((few.get(key) ?? 0) * 1.1 + 2)
}, 240_000)

/** Stores readings spread over ten minutes, and measures the answer to reading each key that panels read. */
async function bytesAfter(prefix: string, count: number): Promise<Map<string, number>> {
  const store = createValkeyStore(
    client,
    prefix,
    { retention: 60 * 60_000, listLimit: 1_000 },
    () => start + span + 30_000,
  )
  const size = 250
  for (let at = 0; at < count; at += 4 * size) {
    const batches = [0, 1, 2, 3].map((batch) =>
      Array.from({ length: size }, (_, index) => readingAt(at + batch * size + index, count)),
    )
    await Promise.all(batches.map((readings) => store.record({ broker: 'kafka', readings, refusals: [] })))
  }
  const bytes = new Map<string, number>()
  for (const key of await client.keys(`${prefix}:*`)) {
    const name = key.slice(prefix.length + 1)
    if (/^(window|marks)/.test(name)) continue
    bytes.set(name, JSON.stringify(await read(key)).length)
  }
  await clearKeys(client, prefix)
  return bytes
}

async function read(key: string): Promise<unknown> {
  const type = await client.type(key)
  if (type === 'stream') return client.xrange(key, '-', '+')
  if (type === 'zset') return client.zrange(key, 0, -1)
  return type === 'set' ? client.smembers(key) : client.hgetall(key)
}

function readingAt(index: number, count: number): Reading {
  const time = start + Math.floor((index * span) / count)
  const at = new Date(time).toISOString()
  const municipality = municipalities[index % municipalities.length] as string
  return {
    id: freshId(time),
    station: municipality,
    municipality,
    observedAt: at,
    receivedAt: at,
    temperature: 10 + (index % 200) / 10,
    humidity: 40 + (index % 50),
    condition: conditions[index % conditions.length] as (typeof conditions)[number],
    dialect: 'classic',
  }
}
