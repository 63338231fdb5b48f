import { readFileSync } from 'node:fs'
import { Redis } from 'iovalkey'
import { afterAll, beforeEach, expect, inject, test, vi } from 'vitest'
import { noLog } from '#lib/platform/log.ts'
import { closeValkey, connectValkey } from '#lib/store/connection.ts'
import { storeKeys } from '#lib/store/keys.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { createDeadLetters } from './dead-letters-bench.ts'
import { clearKeys } from './store-keys.ts'

const prefix = 'dead-replay-test'
const keys = storeKeys(prefix)
const client = new Redis(`redis://${inject('valkeyAddr')}`)
const event = (...readings: unknown[]) => JSON.stringify({ readings })

beforeEach(() => clearKeys(client, prefix))
afterAll(() => client.quit())

test('a letter that is replayed goes back the way it came, and is gone', async () => {
  const { bench, id } = await withLetter(event(sampleReading()), '/rabbitmq')
  const answer = await bench.ask('POST', `/v1/dead-letters/${id}/replay`)
  expect(answer).toMatchObject({ status: 200, body: { id, readings: 1, confirmedBy: 'rabbitmq' } })
  expect(bench.written).toMatchObject([{ broker: 'rabbitmq' }])
  expect((await bench.ask('GET', `/v1/dead-letters/${id}`)).status).toBe(404)
  expect((await bench.ask('POST', `/v1/dead-letters/${id}/replay`)).status).toBe(404)
})

test('when one writer is away the other takes it; when both are, it is 503 and the letter stays', async () => {
  const { bench, id } = await withLetter(event(sampleReading()))
  bench.trouble.kafka = bench.trouble.rabbitmq = 'away'
  const answer = await bench.ask('POST', `/v1/dead-letters/${id}/replay`)
  expect(answer.status).toBe(503)
  expect(answer.body.detail).toContain('kafka: away')
  delete bench.trouble.rabbitmq
  expect((await bench.ask('POST', `/v1/dead-letters/${id}/replay`)).body).toMatchObject({
    confirmedBy: 'rabbitmq',
  })
})

test.each([
  ['no JSON', '{', 'not JSON'],
  ['an event without readings', '{}', 'data has no readings'],
  ['a reading that breaks a rule', event({ ...sampleReading(), humidity: 900 }), 'humidity'],
])('poison cannot be replayed, and the refusal says why: %s', async (_, body, why) => {
  const { bench, id } = await withLetter(body)
  const answer = await bench.ask('POST', `/v1/dead-letters/${id}/replay`)
  expect(answer.status).toBe(409)
  expect(answer.body).toMatchObject({ type: '/problems/not-replayable' })
  expect(answer.body.detail).toContain(why)
  expect((await bench.list()).counts.held).toBe(1)
})

test('bad readings among good ones are recorded as refused in the step that ends the letter', async () => {
  const { bench, id } = await withLetter(event(sampleReading(), { ...sampleReading(), humidity: 900 }))
  await bench.ask('POST', `/v1/dead-letters/${id}/replay`)
  expect(bench.written[0]?.readings).toHaveLength(1)
  const [[, fields] = ['', []]] = await client.xrange(keys.refused, '-', '+')
  expect(fields).toEqual([
    ...['broker', 'kafka', 'reason', expect.stringContaining('humidity')],
    ...['reading', expect.stringContaining('900')],
  ])
  expect(await client.hget(keys.deliveries, 'refused')).toBe('1')
})

test('a replay in the background sends what the filter means, once, the oldest first, and says how far it is', async () => {
  const bench = createDeadLetters(client, prefix)
  const readings = Array.from({ length: 120 }, (_, n) =>
    sampleReading({ station: n % 3 === 0 ? 'tikal' : 'mixco' }),
  )
  for (const reading of readings) await bench.post(event(reading))
  await bench.post('{}')
  const begun = await bench.ask('POST', '/v1/dead-letters/replay?station=mixco&rate=100000')
  expect(begun.status).toBe(202)
  const replay = await finished(bench, begun.headers.get('location') ?? '')
  expect(replay).toMatchObject({ state: 'done', replayed: 80, readings: 80, skipped: 0 })
  const wanted = readings.filter(({ station }) => station === 'mixco').map(({ id }) => id)
  expect(idsOf(bench)).toEqual(wanted)
  expect((await bench.list()).counts).toMatchObject({ held: 41, replayed: 80 })
})

test('poison is passed over and counted', async () => {
  const { bench } = await withLetter('{}')
  await bench.post(event(sampleReading()))
  const begun = await bench.ask('POST', '/v1/dead-letters/replay')
  const replay = await finished(bench, begun.headers.get('location') ?? '')
  expect(replay).toMatchObject({ state: 'done', replayed: 1, skipped: 1 })
  expect((await bench.list()).deadLetters).toMatchObject([{ replayable: false }])
})

test('a letter that comes while the replay goes on is not part of it', async () => {
  const { bench } = await withLetter(event(sampleReading()))
  const replay = await bench.replays.start({}, 1_000)
  bench.clock.now += 1
  await bench.post(event(sampleReading()))
  bench.worker.wake()
  expect(await finished(bench, `/v1/dead-letters/replay/${replay.id}`)).toMatchObject({ replayed: 1 })
  expect((await bench.list()).counts.held).toBe(1)
})

test('a replay keeps to its rate', async () => {
  const { bench } = await withLetter(event(...Array.from({ length: 50 }, () => sampleReading())))
  await bench.post(event(sampleReading()))
  const began = performance.now()
  await bench.ask('POST', '/v1/dead-letters/replay?rate=100')
  await vi.waitFor(() => expect(bench.written).toHaveLength(2), 5_000)
  expect(performance.now() - began).toBeGreaterThanOrEqual(490)
})

test('while the writers are away a replay waits, says why, and goes on by itself', async () => {
  const { bench } = await withLetter(event(sampleReading()))
  bench.trouble.kafka = bench.trouble.rabbitmq = 'away'
  const location = (await bench.ask('POST', '/v1/dead-letters/replay')).headers.get('location') ?? ''
  await vi.waitFor(async () => {
    expect((await bench.ask('GET', location)).body.trouble).toContain('away')
  }, 5_000)
  bench.trouble.kafka = bench.trouble.rabbitmq = undefined as never
  const replay = await finished(bench, location)
  expect(replay).toMatchObject({ state: 'done', replayed: 1 })
  expect(replay).not.toHaveProperty('trouble')
})

test('a reading that a writer refuses for good is passed over, and its letter stays', async () => {
  const { bench } = await withLetter(event(sampleReading()))
  bench.trouble.kafka = 'refuses'
  const location = (await bench.ask('POST', '/v1/dead-letters/replay')).headers.get('location') ?? ''
  expect(await finished(bench, location)).toMatchObject({ replayed: 0, skipped: 1 })
  expect((await bench.list()).counts.held).toBe(1)
})

test('what one process has begun and left, another goes on with, and each letter is sent once', async () => {
  const first = createDeadLetters(client, prefix)
  for (let n = 0; n < 60; n += 1) await first.post(event(sampleReading()))
  const location = (await first.ask('POST', '/v1/dead-letters/replay?rate=200')).headers.get('location') ?? ''
  await vi.waitFor(() => expect(first.written.length).toBeGreaterThan(5), 5_000)
  await first.worker.stop()
  const sent = first.written.length
  expect((await first.ask('GET', location)).body).toMatchObject({ state: 'running', replayed: sent })

  const second = createDeadLetters(client, prefix)
  expect(await finished(second, location)).toMatchObject({ state: 'done', replayed: 60 })
  expect(new Set([...idsOf(first), ...idsOf(second)]).size).toBe(60)
  expect(sent + second.written.length).toBe(60)
})

test('while one process works no other does; when it is gone whoever asks next goes on', async () => {
  const { bench } = await withLetter(event(sampleReading()))
  expect(await bench.replays.lease('another process')).toBe(true)
  const location = (await bench.ask('POST', '/v1/dead-letters/replay')).headers.get('location') ?? ''
  await bench.worker.idle()
  expect((await bench.ask('GET', location)).body).toMatchObject({ state: 'running', replayed: 0 })
  await bench.worker.idle()
  expect(bench.written).toEqual([])
  await bench.replays.release('another process')
  expect(await finished(bench, location)).toMatchObject({ state: 'done', replayed: 1 })
})

test('the right to work ends by itself: a crash holds a replay up for ten seconds', async () => {
  const { replays } = createDeadLetters(client, prefix)
  await replays.lease('one that crashes')
  expect(await client.pttl(`${keys.dead}:lease`)).toBeLessThanOrEqual(10_000)
  expect(await replays.lease('another')).toBe(false)
})

test('the clock goes on with a replay, and is answered when it is done: an open request keeps a function awake', async () => {
  const { bench } = await withLetter(event(sampleReading()))
  await bench.replays.start({}, 1_000)
  const clock = {
    'ce-specversion': '1.0',
    'ce-type': 'dev.knative.sources.ping',
    'ce-source': '/clock',
    'ce-id': '1',
  }
  const answer = await bench.app.request('/', { method: 'POST', headers: clock })
  expect(answer.status).toBe(204)
  expect((await bench.replays.list()).map(({ state }) => state)).toEqual(['done'])
  expect((await bench.list()).counts).toMatchObject({ held: 0, kept: 1 })
})

test('a tick of the clock that a source has given up is a letter', async () => {
  const { bench } = await withLetter('', '/kafka', { 'ce-type': 'dev.knative.sources.ping' })
  expect((await bench.list()).deadLetters).toMatchObject([{ type: 'dev.knative.sources.ping' }])
})

test('a replay can be cancelled', async () => {
  const { bench } = await withLetter(event(sampleReading()))
  for (let n = 0; n < 20; n += 1) await bench.post(event(sampleReading()))
  const location = (await bench.ask('POST', '/v1/dead-letters/replay?rate=5')).headers.get('location') ?? ''
  await vi.waitFor(() => expect(bench.written.length).toBeGreaterThan(0), 5_000)
  expect((await bench.ask('DELETE', location)).status).toBe(204)
  await bench.worker.idle()
  expect((await bench.ask('GET', location)).body).toMatchObject({ state: 'cancelled' })
  expect(bench.written.length).toBeLessThan(21)
})

test('P8: its own user of Valkey suffices, and cannot touch the picture', async () => {
  const [, rules = ''] = /^user dead-letters (.+)$/m.exec(readFileSync('lib/store/writers.acl', 'utf8')) ?? []
  const username = 'dead-letters-test-user'
  const words = rules
    .replaceAll('weather', prefix)
    .replace('>$VALKEY_DEAD_LETTERS_PASSWORD', '>secret')
    .split(' ')
  await client.call('ACL', 'SETUSER', username, 'reset', ...words)
  const settings = { address: inject('valkeyAddr'), username, password: 'secret' }
  const limited = connectValkey(settings, 'test', noLog)
  try {
    await expect(limited.call('FUNCTION', 'LOAD', 'no library')).rejects.not.toThrow('NOPERM')
    const bench = createDeadLetters(limited, prefix, { limits: { letters: 2 } })
    const mixed = event(sampleReading(), { ...sampleReading(), humidity: 900 })
    for (const body of [mixed, mixed, mixed]) expect((await bench.post(body)).status).toBe(204)
    const [first] = (await bench.list('include=event')).deadLetters
    expect((await bench.ask('POST', `/v1/dead-letters/${first?.id}/replay`)).status).toBe(200)
    const location = (await bench.ask('POST', '/v1/dead-letters/replay')).headers.get('location') ?? ''
    expect(await finished(bench, location)).toMatchObject({ state: 'done', replayed: 1 })
    await bench.letters.tidy()
    for (const command of [['HSET', keys.latest('tikal'), 'a', 'b'], ['FLUSHALL'], ['KEYS', '*']] as [
      string,
      ...string[],
    ][])
      await expect(limited.call(...command)).rejects.toThrow('NOPERM')
  } finally {
    await closeValkey(limited)
    await client.call('ACL', 'DELUSER', username)
  }
})

type Bench = ReturnType<typeof createDeadLetters>

async function withLetter(body: string, path = '/kafka', headers: Record<string, string> = {}) {
  const bench = createDeadLetters(client, prefix)
  await bench.post(body, headers, path)
  return { bench, id: (await bench.list()).deadLetters[0]?.id }
}

async function finished({ ask }: Bench, location: string) {
  return await vi.waitFor(
    async () => {
      const { body } = await ask('GET', location)
      expect(body.state).not.toBe('running')
      return body
    },
    { timeout: 15_000 },
  )
}

function idsOf({ written }: Bench): string[] {
  return written.flatMap(({ readings }) => readings.map(({ id }) => id))
}
