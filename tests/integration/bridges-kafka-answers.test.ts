import { expect, test, vi } from 'vitest'
import { kafkaBench } from './bridges-kafka.ts'
import { startSink, unusedUrl } from './bridges-sink.ts'

const DELIVERED = [200, 201, 202, 204, 299]
const REFUSED = [301, 302, 400, 401, 403, 405, 410, 412, 415, 422, 413, 425]
const RETRIED = [404, 408, 409, 429, 500, 501, 502, 503, 504, 507]
const statuses = [...DELIVERED, ...REFUSED, ...RETRIED]

test('each status leads to the attempts and the end that a KafkaSource gives it', async () => {
  await using bench = await kafkaBench()
  await using sink = await startSink(({ id }) => ({
    status: Number(id),
    body: DELIVERED.includes(Number(id)) ? '' : id,
  }))
  await bench.send(...statuses.map((status) => ({ id: String(status) })))
  await using _ = bench.bridge(sink.url, { ORDERING: 'unordered' })
  const letters = await bench.deadLetters(REFUSED.length + RETRIED.length)

  const attempts = Object.fromEntries(
    statuses.map((status) => [status, sink.attempts(String(status)).length]),
  )
  const expected = statuses.map((status) => [status, RETRIED.includes(status) ? 4 : 1])
  expect(attempts).toEqual(Object.fromEntries(expected))
  const failed = [...REFUSED, ...RETRIED].map(String)
  expect(letters.map(({ ce_id }) => ce_id).toSorted()).toEqual(failed.toSorted())
  for (const letter of letters) {
    expect(letter).toMatchObject({
      ce_type: 'io.chaac.weather.readings.v1',
      'content-type': 'application/json',
      ce_knativeerrordest: sink.url,
      ce_knativeerrorcode: letter.ce_id,
      ce_knativeerrordata: btoa(letter.ce_id ?? ''),
    })
  }
})

test('503 twice and then 200 is delivered, and Retry-After changes nothing', async () => {
  await using bench = await kafkaBench()
  await using sink = await startSink((_, before) => (before < 2 ? { status: 503, retryAfter: '7' } : 200))
  await bench.send({ id: 'a' })
  await using _ = bench.bridge(sink.url)
  await vi.waitFor(() => expect(sink.attempts('a')).toHaveLength(3), 5_000)
})

test('a cut connection and no answer in time are retried, and leave no status in the dead letter', async () => {
  await using bench = await kafkaBench()
  await using sink = await startSink(({ id }) => (id === 'cut' ? 'cut' : 'silence'))
  await bench.send({ id: 'cut' }, { id: 'silence' })
  await using _ = bench.bridge(sink.url, { DELIVERY_TIMEOUT: 'PT0.2S' })
  const letters = await bench.deadLetters(2)
  for (const id of ['cut', 'silence']) expect(sink.attempts(id)).toHaveLength(4)
  for (const letter of letters) {
    expect(letter.ce_knativeerrordest).toBe(sink.url)
    expect(letter).not.toHaveProperty('ce_knativeerrorcode')
    expect(letter).not.toHaveProperty('ce_knativeerrordata')
  }
})

test('a refused connection ends in the dead letters after the retries', async () => {
  await using bench = await kafkaBench()
  await bench.send({ id: 'refused' })
  await using _ = bench.bridge(await unusedUrl())
  expect(await bench.deadLetters(1)).toEqual([expect.objectContaining({ ce_id: 'refused' })])
})

test.each([
  ['exponential', [100, 200, 400]],
  ['linear', [50, 100, 150]],
])('%s delays are kept', async (policy, delays) => {
  await using bench = await kafkaBench()
  await using sink = await startSink(() => 503)
  await bench.send({ id: 'a' })
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

test.each([
  ['nowhere to go', ''],
  ['a dead-letter topic that takes nothing', 'bridges-no-such-topic'],
])('an event that failed with %s is dropped and committed, and the next one follows', async (_, topic) => {
  await using bench = await kafkaBench()
  await using sink = await startSink(({ id }) => (id === 'poison' ? 400 : 200))
  await bench.send({ id: 'poison' }, { id: 'next' })
  {
    await using _ = bench.bridge(sink.url, { DEAD_LETTER_TOPIC: topic, DELIVERY_RETRY: '1' })
    await vi.waitFor(() => expect(sink.ids()).toEqual(['poison', 'next']), 15_000)
  }
  expect(await bench.committed()).toEqual([2])
})
