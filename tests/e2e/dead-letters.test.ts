import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, test, vi } from 'vitest'
import { READINGS_EVENT_TYPE } from '#lib/domain/event.ts'
import { useBench } from './bench.ts'
import { enqueue, produce, takeUnreadable } from './brokers-client.ts'
import { expectCountsAgree, expectStoredOnce, type Load, startLoad } from './load.ts'
import { get, post } from './requests.ts'

/** Sources that give up at once: what a long outage makes in hours, these make in a second. */
const impatient = {
  DELIVERY_RETRY: '1',
  DELIVERY_BACKOFF_POLICY: 'linear',
  DELIVERY_BACKOFF_DELAY: 'PT0.05S',
}
const bench = useBench({
  'kafka-source': impatient,
  'rabbit-source': impatient,
  'dead-letters': { DELIVERY_TRIES: '2' },
})

const consumers = ['kafka-consumer', 'rabbit-consumer'] as const

type Letter = { id: string; broker: string; reason: string; readingIds: string[]; replayable: boolean }

beforeEach(async () => void (await fetch(api('?to=-0s'), { method: 'DELETE' })))

test('P4: poison in topic and queue appears at the API with its reason, and holds nothing up', async () => {
  const headers = {
    'ce-specversion': '1.0',
    'ce-id': '1',
    'ce-source': '/x',
    'content-type': 'application/json',
  }
  const underscored = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace('ce-', 'ce_'), value]),
  )
  await produce(bench.stack, [
    { value: 'no event' },
    { value: '{}', headers: { ...underscored, ce_type: 'io.chaac.other' } },
    { value: '{}', headers: { ...underscored, ce_type: READINGS_EVENT_TYPE } },
  ])
  await enqueue(bench.stack, [
    { body: 'no event' },
    { body: '{}', headers: { ...headers, 'ce-type': 'io.chaac.other' } },
    { body: '{}', headers: { ...headers, 'ce-type': READINGS_EVENT_TYPE } },
  ])
  const letters = await untilListed(6)
  const reasons = (broker: string) =>
    letters.filter((one) => one.broker === broker).map(({ reason }) => reason)
  const other = `type is io.chaac.other, not ${READINGS_EVENT_TYPE}`
  const plain = (of: string) => `type is dev.knative.${of}.event, not ${READINGS_EVENT_TYPE}`
  expect(reasons('kafka').sort()).toEqual(['data has no readings', plain('kafka'), other].sort())
  expect(reasons('rabbitmq').sort()).toEqual(['data has no readings', plain('rabbitmq'), other].sort())
  const refused = await post(api(`/${letters[0]?.id}/replay`), '')
  expect(refused.status).toBe(409)

  const load = startLoad(bench.pipeline.ingest)
  await load.goesOn()
  await load.finish()
  await expectStoredOnce(bench.valkey(), load)
})

test('P4: a message that no source can make an event of rests in the last queue, and holds nothing up', async () => {
  const headers = { 'ce-specversion': '1.0', an_illegal_name: 'x' }
  await enqueue(bench.stack, [{ body: 'unreadable', headers }, { body: 'readable' }])
  await untilListed(1)
  await vi.waitFor(async () => expect(await takeUnreadable(bench.stack)).toEqual(['unreadable']), 10_000)
})

test('P4: a bad reading in a good event is refused by itself: the others are stored, and nothing is a dead letter', async () => {
  const at = new Date().toISOString()
  const good = {
    id: randomUUID(),
    station: 'good',
    observedAt: at,
    receivedAt: at,
    temperature: 20,
    dialect: 'v1',
  }
  const headers = { ce_specversion: '1.0', ce_id: 'mixed', ce_source: '/x', ce_type: READINGS_EVENT_TYPE }
  const value = JSON.stringify({ readings: [good, { ...good, humidity: 900 }] })
  await produce(bench.stack, [{ value, headers: { ...headers, 'content-type': 'application/json' } }])
  await vi.waitFor(async () => {
    const { status } = await get(`${bench.pipeline.query}/v1/stations/good`)
    expect(status).toBe(200)
  }, 20_000)
  const { body } = await get(`${bench.pipeline.query}/v1/refused?limit=1`)
  expect(body.refused).toMatchObject([{ reading: { humidity: 900 } }])
  await expectHeld(0)
})

test('what ran out of tries while the consumers were away is replayed, and each reading counts once', async () => {
  const load = await loadWithoutConsumers()
  const letters = await untilHeld(load)
  expect(letters.every(({ replayable }) => replayable)).toBe(true)
  expect(new Set(letters.map(({ broker }) => broker))).toEqual(new Set(['kafka', 'rabbitmq']))

  const replay = await replayAll(5_000)
  expect(replay).toMatchObject({ state: 'done', replayed: letters.length, skipped: 0 })
  await expectStoredOnce(bench.valkey(), load)
  await expectCountsAgree(bench.valkey())
  await expectHeld(0)
})

test('Valkey is killed while dead letters arrive: they wait in their brokers, and none is lost', async () => {
  for (const name of consumers) await bench.pipeline.stop(name)
  const load = startLoad(bench.pipeline.ingest)
  await vi.waitFor(async () => expect((await listed()).length).toBeGreaterThan(10), 20_000)
  await bench.stack.valkey.kill()
  await load.goesOn()
  await sleep(1_000) // the sources of the dead letters try in vain
  await bench.stack.valkey.start()
  await load.finish()
  await untilHeld(load)
  for (const name of consumers) await bench.pipeline.start(name)
  await replayAll(5_000)
  await expectStoredOnce(bench.valkey(), load)
  await expectCountsAgree(bench.valkey())
})

test('a replay whose function is killed goes on with the next one, and each reading counts once', async () => {
  const load = await loadWithoutConsumers()
  const { length } = await untilHeld(load)
  const { body: begun } = await post(api('/replay?rate=50'), '')
  const { id } = begun as { id: string }
  await vi.waitFor(async () => expect(await replayed(id)).toBeGreaterThan(5), 20_000)
  await bench.pipeline.kill('dead-letters')
  await bench.pipeline.start('dead-letters')
  const before = await replayed(id)
  expect(before).toBeLessThan(length)
  await vi.waitFor(async () => expect((await get(api(`/replay/${id}`))).body.state).toBe('done'), 60_000)
  expect(await replayed(id)).toBe(length)
  await expectStoredOnce(bench.valkey(), load)
  await expectCountsAgree(bench.valkey())
  await expectHeld(0)
})

function api(rest = ''): string {
  return `${bench.pipeline.deadLetters}/v1/dead-letters${rest}`
}

async function listed(): Promise<Letter[]> {
  const letters: Letter[] = []
  for (let after = ''; ; ) {
    const { status, body } = await get(api(`?include=event&limit=1000${after}`))
    if (status !== 200) return letters
    letters.push(...(body.deadLetters as Letter[]))
    if (body.next === undefined) return letters
    after = `&after=${body.next}`
  }
}

async function untilListed(count: number): Promise<Letter[]> {
  return await vi.waitFor(
    async () => {
      const letters = await listed()
      expect(letters).toHaveLength(count)
      return letters
    },
    { timeout: 30_000, interval: 200 },
  )
}

/** Waits until each acknowledged reading is in the dead letters of every broker that has confirmed it. */
async function untilHeld({ acknowledged }: Load): Promise<Letter[]> {
  const expected = [...acknowledged].flatMap(([id, brokers]) => brokers.map((broker) => `${broker} ${id}`))
  return await vi.waitFor(
    async () => {
      const letters = await listed()
      const held = new Set(
        letters.flatMap(({ broker, readingIds }) => readingIds.map((id) => `${broker} ${id}`)),
      )
      expect(expected.filter((one) => !held.has(one))).toEqual([])
      return letters
    },
    { timeout: 60_000, interval: 500 },
  )
}

async function loadWithoutConsumers(): Promise<Load> {
  for (const name of consumers) await bench.pipeline.stop(name)
  const load = startLoad(bench.pipeline.ingest)
  await load.goesOn()
  await load.goesOn()
  await load.finish()
  await untilHeld(load)
  for (const name of consumers) await bench.pipeline.start(name)
  return load
}

async function replayAll(rate: number): Promise<unknown> {
  const { body } = await post(api(`/replay?rate=${rate}`), '')
  return await vi.waitFor(
    async () => {
      const { body: replay } = await get(api(`/replay/${body.id}`))
      expect(replay.state).toBe('done')
      return replay
    },
    { timeout: 60_000, interval: 200 },
  )
}

async function replayed(id: string): Promise<number> {
  return Number((await get(api(`/replay/${id}`))).body.replayed)
}

async function expectHeld(count: number): Promise<void> {
  const { body } = await get(api('?limit=1'))
  expect((body.counts as { held: number }).held).toBe(count)
}
