import { expect, test, vi } from 'vitest'
import { rabbitBench } from './bridges-rabbit.ts'
import { startSink, unusedUrl } from './bridges-sink.ts'

const DELIVERED = [200, 201, 202, 204]
const REFUSED = [301, 302, 400, 401, 403, 405, 410, 412, 415, 422, 408, 409, 500, 501, 507]
const RETRIED = [404, 413, 425, 429, 502, 503, 504]
const statuses = [...DELIVERED, ...REFUSED, ...RETRIED]

test('each status leads to the attempts and the end that a RabbitmqSource gives it', async () => {
  await using bench = await rabbitBench()
  await using sink = await startSink(({ id }) => Number(id))
  await bench.send(...statuses.map(String))
  await using _ = bench.bridge(sink.url, { PARALLELISM: '10' })
  const letters = await bench.deadLetters(REFUSED.length + RETRIED.length)

  const attempts = Object.fromEntries(
    statuses.map((status) => [status, sink.attempts(String(status)).length]),
  )
  const expected = statuses.map((status) => [status, RETRIED.includes(status) ? 4 : 1])
  expect(attempts).toEqual(Object.fromEntries(expected))
  const failed = letters.map(({ properties }) => properties.headers?.['ce-id'])
  expect(failed.toSorted()).toEqual([...REFUSED, ...RETRIED].map(String).toSorted())
  for (const { properties } of letters) {
    expect(properties.headers).toMatchObject({
      'ce-type': 'io.chaac.weather.readings.v1',
      'x-death': [expect.objectContaining({ reason: 'rejected', queue: bench.queue })],
      'x-first-death-queue': bench.queue,
    })
  }
  expect(await bench.waiting()).toBe(0)
})

test('503 twice and then 200 is acknowledged', async () => {
  await using bench = await rabbitBench()
  await using sink = await startSink((_, before) => (before < 2 ? 503 : 200))
  await bench.send('a', 'b')
  await using _ = bench.bridge(sink.url)
  await vi.waitFor(() => expect(sink.ids()).toEqual(['a', 'a', 'a', 'b', 'b', 'b']), 5_000)
})

test('a cut connection is retried', async () => {
  await using bench = await rabbitBench()
  await using sink = await startSink(() => 'cut')
  await bench.send('a')
  await using _ = bench.bridge(sink.url)
  await bench.deadLetters(1)
  expect(sink.attempts('a')).toHaveLength(4)
})

test('a refused connection ends in the dead letters after the retries', async () => {
  await using bench = await rabbitBench()
  await bench.send('a')
  await using _ = bench.bridge(await unusedUrl())
  expect(await bench.deadLetters(1)).toHaveLength(1)
})

test('without delivery nothing is retried', async () => {
  await using bench = await rabbitBench()
  await using sink = await startSink(() => 503)
  await bench.send('a')
  await using _ = bench.bridge(sink.url, { DELIVERY_RETRY: '' })
  await bench.deadLetters(1)
  expect(sink.attempts('a')).toHaveLength(1)
})

test.each([
  ['exponential', [100, 200, 400]],
  ['linear', [50, 100, 150]],
])('%s delays are kept', async (policy, delays) => {
  await using bench = await rabbitBench()
  await using sink = await startSink(() => 503)
  await bench.send('a')
  await using _ = bench.bridge(sink.url, {
    DELIVERY_BACKOFF_POLICY: policy,
    DELIVERY_BACKOFF_DELAY: 'PT0.05S',
  })
  await bench.deadLetters(1)
  const gaps = sink.gaps()
  for (const [index, delay] of delays.entries()) {
    expect(gaps[index]).toBeGreaterThan(delay - 2)
    expect(gaps[index]).toBeLessThan(delay + 250)
  }
})

test('no answer is waited for, however long it takes', async () => {
  await using bench = await rabbitBench()
  await using sink = await startSink(() => new Promise((resolve) => setTimeout(resolve, 1_000, 200)))
  await bench.send('a')
  await using _ = bench.bridge(sink.url)
  await new Promise((resolve) => setTimeout(resolve, 1_300))
  expect(sink.ids()).toEqual(['a'])
  await vi.waitFor(async () => expect(await bench.waiting()).toBe(0), 5_000)
})
