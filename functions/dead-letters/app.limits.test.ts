import { expect, test } from 'vitest'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { until } from '#lib/testing/settled.ts'
import { createApp, limits } from './app.ts'
import type { DeadLetters } from './dead-letters.ts'
import { MAX_BODY } from './letter.ts'

const busy = { status: 503, retryAfter: '2', type: 'application/problem+json' }

test('when as many letters are being kept as there may be, the next ones come again; operators are let in', async () => {
  const bench = createBench('keep')
  const kept = Array.from({ length: limits.letters.work }, () => bench.post())
  await until(5_000, async () => bench.waiting() === limits.letters.work)
  expect(await answerOf(bench.post())).toEqual(busy)
  expect(await answerOf(bench.post())).toEqual(busy)
  expect(bench.logged()).toEqual(['request.delayed'])
  expect((await bench.app.request('/v1/dead-letters/replay')).status).toBe(200)

  bench.answer()
  expect(new Set((await Promise.all(kept)).map(({ status }) => status))).toEqual(new Set([204]))
  expect((await bench.post()).status).toBe(204)
})

test('the bodies of letters are bounded together: as what they say, and at most as what is kept of each', async () => {
  const bench = createBench('keep')
  const few = limits.letters.bytes / MAX_BODY
  const kept = [
    ...Array.from({ length: few - 2 }, () => bench.post('{}')), // how long it is nobody says
    bench.post('{}', { 'content-length': String(100 * MAX_BODY) }),
    bench.post('{}', { 'content-length': String(MAX_BODY) }),
  ]
  await until(5_000, async () => bench.waiting() === few)
  expect(await answerOf(bench.post('{}'))).toEqual(busy)
  bench.answer()
  expect(new Set((await Promise.all(kept)).map(({ status }) => status))).toEqual(new Set([204]))
  expect((await bench.post('{}')).status).toBe(204)
})

test('when as many operators ask as may, the next ones are told when to come again; letters are kept', async () => {
  const bench = createBench('search')
  const ask = async (path: string) => await bench.app.request(path)
  const lists = Array.from({ length: limits.operators.work }, () => ask('/v1/dead-letters'))
  await until(5_000, async () => bench.waiting() === limits.operators.work)
  for (const path of ['/v1/dead-letters', '/v1/dead-letters/replay'])
    expect(await answerOf(ask(path))).toEqual(busy)
  expect((await bench.post()).status).toBe(204)

  bench.answer()
  expect(new Set((await Promise.all(lists)).map(({ status }) => status))).toEqual(new Set([200]))
  expect((await ask('/v1/dead-letters')).status).toBe(200)
})

async function answerOf(asked: Promise<Response>) {
  const { status, headers } = await asked
  return { status, retryAfter: headers.get('retry-after'), type: headers.get('content-type') }
}

/** The app over a store that does not answer one kind of call until it is told to. */
function createBench(held: 'keep' | 'search') {
  const { log, events } = createRecordingLog()
  const { promise: told, resolve: answer } = Promise.withResolvers<void>()
  let waiting = 0
  const whenTold = (name: string) => async () => {
    if (name !== held) return { letters: [] }
    waiting += 1
    await told
    waiting -= 1
    return { letters: [] }
  }
  const letters = { keep: whenTold('keep'), search: whenTold('search'), counts: async () => ({}) }
  const replays = { list: async () => [] }
  const worker = { wake: () => {}, idle: async () => {}, stop: async () => {} }
  const parts = { letters, replays, worker, tries: 1, operatorKey: undefined, log, now: Date.now }
  const app = createApp(parts as unknown as DeadLetters)
  const post = async (body = '', headers: Record<string, string> = {}) =>
    await app.request('/kafka', { method: 'POST', body, headers: { ...letterOf(body), ...headers } })
  return { app, post, answer, logged: events, waiting: () => waiting }
}

/** What is empty says so; how long other bodies are nobody says. */
function letterOf(body: string): Record<string, string> {
  return body === '' ? { 'content-length': '0' } : {}
}
