import { expect, test, vi } from 'vitest'
import { type Answer, type Delivery, delayBefore, deliver } from './delivery.ts'
import { kafkaVerdict } from './verdicts.ts'

const quick: Delivery = { retry: 3, backoffPolicy: 'exponential', backoffDelayMs: 1 }
const answers = (...statuses: number[]) => {
  const attempt = vi.fn(async (): Promise<Answer> => {
    const status = statuses.length > 1 ? statuses.shift() : statuses[0]
    return { status: status ?? 0, headers: {}, body: Buffer.alloc(0) }
  })
  return attempt
}
const never = new AbortController().signal

test('an exponential delay doubles from twice its value, without jitter or cap', () => {
  const delivery: Delivery = { retry: 10, backoffPolicy: 'exponential', backoffDelayMs: 200 }
  expect([1, 2, 3, 10].map((retry) => delayBefore(retry, delivery))).toEqual([400, 800, 1_600, 204_800])
})

test('a linear delay grows by its value', () => {
  const delivery: Delivery = { retry: 10, backoffPolicy: 'linear', backoffDelayMs: 200 }
  expect([1, 2, 3].map((retry) => delayBefore(retry, delivery))).toEqual([200, 400, 600])
})

test('a delay longer than any timer does not become none', () => {
  const delivery: Delivery = { retry: 40, backoffPolicy: 'exponential', backoffDelayMs: 300 }
  expect(delayBefore(40, delivery)).toBe(2 ** 31 - 1)
})

test('one attempt is enough for 200', async () => {
  const attempt = answers(200)
  await expect(deliver(attempt, kafkaVerdict, quick, never)).resolves.toBeUndefined()
  expect(attempt).toHaveBeenCalledTimes(1)
})

test('503 twice and then 200 is delivered with the third attempt', async () => {
  const attempt = answers(503, 503, 200)
  await expect(deliver(attempt, kafkaVerdict, quick, never)).resolves.toBeUndefined()
  expect(attempt).toHaveBeenCalledTimes(3)
})

test('503 for ever is given up after one attempt and the retries, with the last answer', async () => {
  const attempt = answers(503)
  const failure = await deliver(attempt, kafkaVerdict, quick, never)
  expect(failure).toMatchObject({ attempts: 4, answer: { status: 503 }, reason: 'status 503' })
})

test('400 is given up at once', async () => {
  const failure = await deliver(answers(400), kafkaVerdict, quick, never)
  expect(failure).toMatchObject({ attempts: 1, answer: { status: 400 } })
})

test('no answer is retried, and the failure has none', async () => {
  const attempt = vi.fn(() => Promise.reject(new Error('connection refused')))
  const failure = await deliver(attempt, kafkaVerdict, quick, never)
  expect(failure).toEqual({ answer: undefined, attempts: 4, reason: 'connection refused' })
})

test('the end of the process ends the wait for another try', async () => {
  const stop = new AbortController()
  const delivery: Delivery = { ...quick, backoffDelayMs: 60_000 }
  const delivering = deliver(answers(503), kafkaVerdict, delivery, stop.signal)
  setTimeout(() => stop.abort(), 5)
  await expect(delivering).rejects.toThrow('aborted')
})

test('an attempt cut by the end of the process is no failure of the event', async () => {
  const stop = new AbortController()
  const attempt = async () => {
    stop.abort()
    throw new Error('socket hang up')
  }
  await expect(deliver(attempt, kafkaVerdict, { ...quick, retry: 0 }, stop.signal)).rejects.toThrow('aborted')
})
