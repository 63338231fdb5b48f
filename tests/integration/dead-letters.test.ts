import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { Redis } from 'iovalkey'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { storeKeys } from '#lib/store/keys.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { createDeadLetters, letterHeaders } from './dead-letters-bench.ts'
import { clearKeys } from './store-keys.ts'

const prefix = 'dead-test'
const keys = storeKeys(prefix)
const client = new Redis(`redis://${inject('valkeyAddr')}`)
const tikal = sampleReading({ station: 'tikal' })
const mixco = sampleReading({ station: 'mixco' })
const event = (...readings: unknown[]) => JSON.stringify({ readings })

beforeEach(() => clearKeys(client, prefix))
afterAll(() => client.quit())

test('a letter is kept, listed with the ids of its readings, and shown with its event as it came', async () => {
  const bench = createDeadLetters(client, prefix)
  expect((await bench.post(event(tikal, mixco))).status).toBe(204)
  const { deadLetters, counts } = await bench.list('include=event')
  expect(deadLetters).toMatchObject([
    {
      broker: 'kafka',
      reason: 'out of tries: no answer',
      attempts: 1001,
      readings: 2,
      stations: ['mixco', 'tikal'],
      replayable: true,
      readingIds: [tikal.id, mixco.id],
      event: { contentType: 'application/json', body: event(tikal, mixco) },
    },
  ])
  expect(counts).toMatchObject({ held: 1, kept: 1, repeated: 0 })
  const { status, body } = await bench.ask('GET', `/v1/dead-letters/${deadLetters[0]?.id}`)
  expect(status).toBe(200)
  expect(body).toEqual(deadLetters[0])
})

test('a letter that is delivered twice is kept once, also after it was replayed or deleted', async () => {
  const bench = createDeadLetters(client, prefix)
  const [one, two] = [letterHeaders(), letterHeaders()]
  for (const headers of [one, one, two, two])
    expect((await bench.post(event(tikal), headers)).status).toBe(204)
  const { deadLetters } = await bench.list()
  expect(deadLetters).toHaveLength(2)
  await bench.ask('DELETE', `/v1/dead-letters/${deadLetters[0]?.id}`)
  await bench.ask('POST', `/v1/dead-letters/${deadLetters[1]?.id}/replay`)
  for (const headers of [one, two]) expect((await bench.post(event(tikal), headers)).status).toBe(204)
  const { counts } = await bench.list()
  expect(counts).toEqual({ held: 0, kept: 2, repeated: 4, deleted: 1, replayed: 1, expired: 0, displaced: 0 })
  expect(await client.hget(keys.deadCounts, 'bytes')).toBe('0')
})

test('a letter whose entry somebody has deleted by hand is kept when it comes again', async () => {
  const bench = createDeadLetters(client, prefix)
  const headers = letterHeaders()
  await bench.post(event(tikal), headers)
  await client.del(keys.dead)
  await bench.post(event(tikal), headers)
  expect((await bench.list()).deadLetters).toHaveLength(1)
})

test('bytes that are no text come back as they were', async () => {
  const bench = createDeadLetters(client, prefix)
  const bytes = new Uint8Array(randomBytes(5_000))
  await bench.post(bytes)
  const [found] = (await bench.list('include=event')).deadLetters as unknown as [
    { event: { bodyBase64: string }; replayable: boolean },
  ]
  expect(Buffer.from(found.event.bodyBase64, 'base64').equals(bytes)).toBe(true)
  expect(found.replayable).toBe(false)
})

test('what is larger than what is kept is cut off, said to be, and acknowledged', async () => {
  const bench = createDeadLetters(client, prefix)
  expect((await bench.post(new Uint8Array(5 * 1024 * 1024))).status).toBe(204)
  expect((await bench.list()).deadLetters).toMatchObject([{ size: 5 * 1024 * 1024, truncated: true }])
})

test('P4: nothing is ever refused, whatever it is', async () => {
  const bench = createDeadLetters(client, prefix, { limits: { letters: 50 } })
  const names = [...Object.keys(letterHeaders()), 'ce-knativeerrorcode', 'ce-knativeerrordata', 'ce-time']
  const value = fc.stringMatching(/^[\x20-\x7e]{0,40}$/)
  const headers = fc.dictionary(fc.constantFrom(...names), value)
  const path = fc.constantFrom('/', '/kafka', '/rabbitmq', '/anything/else')
  await fc.assert(
    fc.asyncProperty(headers, fc.oneof(fc.json(), fc.string()), path, async (given, body, where) => {
      const response = await bench.app.request(where, { method: 'POST', headers: given, body })
      expect(response.status).toBe(204)
    }),
    { numRuns: 1_000, endOnFailure: true },
  )
  const { counts } = await bench.list()
  expect(counts.held).toBeLessThanOrEqual(50)
  expect((counts.kept ?? 0) - (counts.displaced ?? 0)).toBe(counts.held)
  expect(bench.logged()).toEqual([])
})

test('letters are bounded by count, age and bytes, and those that leave are counted', async () => {
  const few = createDeadLetters(client, prefix, { limits: { letters: 3 } })
  for (let n = 0; n < 5; n += 1) await few.post(event(tikal))
  expect((await few.list()).counts).toMatchObject({ held: 3, kept: 5, displaced: 2 })
  expect(await client.hlen(keys.deadEvents)).toBe(3)
  expect(await client.hlen(keys.deadIndex)).toBe(3)

  const young = createDeadLetters(client, prefix, { limits: { age: 1_000 } })
  young.clock.now += 2_000
  await young.letters.tidy()
  expect((await young.list()).counts).toMatchObject({ held: 0, expired: 3 })

  const small = createDeadLetters(client, prefix, { limits: { bytes: 10_000 } })
  for (let n = 0; n < 5; n += 1) await small.post('x'.repeat(4_000))
  expect((await small.list()).counts).toMatchObject({ held: 2, displaced: 5 })
})

test.each([
  ['station=Tikal', 1],
  ['station=nowhere', 0],
  ['reason=OUT%20of', 1],
  ['reason=no%20readings', 1],
  ['source=kafka', 1],
  ['source=rabbitmq', 1],
  ['source=/chaac/kafka-writer', 2],
  ['replayable=true', 1],
  ['replayable=false', 1],
  ['from=-1h', 2],
  ['to=-1h', 0],
  ['from=-1h&replayable=true&station=tikal', 1],
])('the list can be filtered: %s finds %d', async (query, found) => {
  const bench = createDeadLetters(client, prefix)
  await bench.post(event(tikal))
  const refused = { 'ce-knativeerrorcode': '400', 'ce-knativeerrordata': btoa('data has no readings') }
  await bench.post('{}', refused, '/rabbitmq')
  bench.clock.now += 1_000
  expect((await bench.list(query)).deadLetters).toHaveLength(found)
})

test('page after page, in either order, everything is listed once', async () => {
  const bench = createDeadLetters(client, prefix)
  for (let n = 0; n < 25; n += 1) await bench.post(event(n % 2 === 0 ? tikal : mixco))
  const orders: Record<string, string[]> = { newest: [], oldest: [] }
  for (const order of Object.keys(orders)) {
    let next: string | undefined
    do {
      const after = next === undefined ? '' : `&after=${next}`
      const page = await bench.list(`order=${order}&limit=4&station=tikal${after}`)
      expect(page.deadLetters.length).toBeGreaterThan(0)
      orders[order]?.push(...page.deadLetters.map(({ id }) => id))
      next = page.next
    } while (next !== undefined)
  }
  expect(orders.newest).toHaveLength(13)
  expect(orders.newest).toEqual(orders.oldest?.reverse())
})

test('letters are deleted by filter, never by accident', async () => {
  const bench = createDeadLetters(client, prefix)
  for (let n = 0; n < 5; n += 1) await bench.post(event(n === 0 ? tikal : mixco))
  for (const query of ['', '?statoin=tikal', '?station=']) {
    expect((await bench.ask('DELETE', `/v1/dead-letters${query}`)).status).toBe(422)
  }
  expect((await bench.list()).counts.held).toBe(5)
  expect((await bench.ask('DELETE', '/v1/dead-letters?station=mixco')).body).toEqual({ deleted: 4 })
  expect((await bench.list()).counts).toMatchObject({ held: 1, deleted: 4 })
})

test('while the store is away a letter is answered with 503, and everything else too', async () => {
  const away = new Redis({ port: 1, lazyConnect: true, enableOfflineQueue: false, retryStrategy: () => null })
  away.on('error', () => {}) // it is what the test is about
  const bench = createDeadLetters(away, prefix)
  expect((await bench.post(event(tikal))).status).toBe(503)
  const { status, headers, body } = await bench.ask('GET', '/v1/dead-letters')
  expect(status).toBe(503)
  expect(headers.get('retry-after')).toBe('2')
  expect(body).toMatchObject({ type: '/problems/unavailable' })
})

test("without the operator's key nothing can be seen or done, but letters are taken", async () => {
  const bench = createDeadLetters(client, prefix, { operatorKey: 'correct-horse-battery' })
  expect((await bench.post(event(tikal))).status).toBe(204)
  const refused = [{}, { authorization: 'Bearer wrong' }, { authorization: 'Basic correct-horse-battery' }]
  for (const headers of refused as Record<string, string>[]) {
    const answer = await bench.ask('GET', '/v1/dead-letters', headers)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toContain('Bearer')
    expect((await bench.ask('DELETE', '/v1/dead-letters?from=-1d', headers)).status).toBe(401)
    expect((await bench.ask('POST', '/v1/dead-letters/replay', headers)).status).toBe(401)
  }
  const known = { authorization: 'Bearer correct-horse-battery' }
  expect((await bench.ask('GET', '/v1/dead-letters', known)).body.counts.held).toBe(1)
})
