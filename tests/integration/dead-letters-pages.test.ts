import fc from 'fast-check'
import { Redis } from 'iovalkey'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { sampleReading } from '#lib/testing/readings.ts'
import type { KeptLetter } from '../../functions/dead-letters/letter.ts'
import { createDeadLetters } from './dead-letters-bench.ts'
import { clearKeys } from './store-keys.ts'

const prefix = 'dead-pages-test'
const client = new Redis(`redis://${inject('valkeyAddr')}`)
const bench = createDeadLetters(client, prefix)
const BEFORE_ALL = '1970-01-01T00:00:00Z'
let kept: KeptLetter[]

/** Some in the same millisecond. */
beforeAll(async () => {
  await clearKeys(client, prefix)
  for (let n = 0; n < 6; n += 1) {
    await bench.post(JSON.stringify({ readings: [sampleReading()] }))
    if (n % 2 === 0) bench.clock.now += 1_000
  }
  kept = (await bench.letters.search({ filter: {}, limit: 10, order: 'oldest' })).letters
})
afterAll(() => client.quit())

test('a page has what is in its span and behind its cursor, whatever cursor was given', async () => {
  const [first = 0, last = 0] = [kept[0]?.at, kept.at(-1)?.at]
  const time = fc.oneof(
    fc.integer({ min: first - 2, max: last + 2 }),
    fc.constantFrom(...kept.map(({ at }) => at), 0, 1, 999_999_999_999_999),
  )
  const sequence = fc.constantFrom('0', '1', '2', '00', '9223372036854775808', '9999999999999999999')
  const cursor = fc.oneof(
    fc.tuple(time, sequence).map(([ms, rest]) => `${ms}-${rest}`),
    fc.constantFrom(...kept.map(({ entry }) => entry), '000-0'),
  )
  const moment = time.filter((ms) => ms <= last + 2)
  const query = fc.record(
    { after: cursor, from: moment, to: moment, order: fc.constantFrom('newest', 'oldest') },
    { requiredKeys: ['order'] },
  )
  await fc.assert(
    fc.asyncProperty(query, async ({ after, from, to, order }) => {
      const iso = (ms: number) => new Date(ms).toISOString()
      const asked = new URLSearchParams({
        order,
        ...(after !== undefined && { after }),
        ...(from !== undefined && { from: iso(from) }),
        ...(to !== undefined && { to: iso(to) }),
      })
      const { status, body } = await bench.ask('GET', `/v1/dead-letters?${asked}`)
      const meant = kept.filter(({ entry, at }) => {
        const place = after === undefined ? 0 : compare(entry, after)
        const isBehind = after === undefined || (order === 'newest' ? place < 0 : place > 0)
        return isBehind && at >= (from ?? 0) && at < (to ?? Number.POSITIVE_INFINITY)
      })
      const ids = meant.map(({ id }) => id)
      expect({ status, ids: body.deadLetters?.map(({ id }: KeptLetter) => id) }).toEqual({
        status: 200,
        ids: order === 'newest' ? ids.reverse() : ids,
      })
    }),
    { numRuns: 500 },
  )
})

test('a cursor that no entry can have is refused', async () => {
  const { status, body } = await bench.ask('GET', '/v1/dead-letters?after=1-18446744073709551616')
  expect({ status, errors: body.errors }).toMatchObject({ status: 422, errors: [{ pointer: '/after' }] })
})

test('nothing is deleted where nothing can be', async () => {
  const { status, body } = await bench.ask('DELETE', `/v1/dead-letters?to=${BEFORE_ALL}`)
  expect({ status, body }).toEqual({ status: 200, body: { deleted: 0 } })
})

test('a replay of what cannot be is done, and holds up no other', async () => {
  const one = await bench.ask('POST', `/v1/dead-letters/replay?to=${BEFORE_ALL}`)
  const other = await bench.ask('POST', '/v1/dead-letters/replay')
  await bench.worker.idle()
  expect(await bench.replays.find(one.body.id)).toMatchObject({ state: 'done', replayed: 0 })
  expect(await bench.replays.find(other.body.id)).toMatchObject({ state: 'done', replayed: kept.length })
})

test('replays are listed', async () => {
  const begun = await bench.ask('POST', '/v1/dead-letters/replay?rate=7')
  await bench.worker.idle()
  const { status, body } = await bench.ask('GET', '/v1/dead-letters/replay')
  expect(status).toBe(200)
  expect(body.replays).toContainEqual(expect.objectContaining({ id: begun.body.id, rate: 7, state: 'done' }))
})

function compare(entry: string, other: string): number {
  const [[time = 0n, rest = 0n], [otherTime = 0n, otherRest = 0n]] = [entry, other].map((id) =>
    id.split('-').map(BigInt),
  ) as [bigint[], bigint[]]
  return Number(time === otherTime ? rest - otherRest : time - otherTime)
}
