import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Broker } from '#lib/domain/event.ts'
import { TransientError } from '#lib/platform/errors.ts'
import { isOpen } from '#lib/testing/settled.ts'
import { confirmations } from './confirmations.ts'

const PATIENCE_MS = 500

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

test('both confirm: both are named, in alphabetical order', async () => {
  const { kafka, rabbitmq, answer } = createBench()
  rabbitmq.confirm()
  await turn()
  expect(await isOpen(answer)).toBe(true)
  kafka.confirm()
  expect(await answer).toEqual(['kafka', 'rabbitmq'])
})

test.each<[Broker, Broker]>([
  ['kafka', 'rabbitmq'],
  ['rabbitmq', 'kafka'],
])('%s fails: the answer comes with %s at once, whichever was first', async (failing, other) => {
  for (const order of [
    [failing, other],
    [other, failing],
  ]) {
    const bench = createBench()
    for (const broker of order) {
      if (broker === failing) bench[failing].fail('is away')
      else bench[other].confirm()
      await turn()
    }
    expect(await bench.answer).toEqual([other])
  }
})

test('one is silent: it is waited for a while after the first confirmation, and not longer', async () => {
  const { kafka, answer } = createBench()
  kafka.confirm()
  await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1)
  expect(await isOpen(answer)).toBe(true)
  await vi.advanceTimersByTimeAsync(1)
  expect(await answer).toEqual(['kafka'])
})

test('one that confirms within the patience is named', async () => {
  const { kafka, rabbitmq, answer } = createBench()
  kafka.confirm()
  await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1)
  rabbitmq.confirm()
  expect(await answer).toEqual(['kafka', 'rabbitmq'])
  expect(vi.getTimerCount()).toBe(0)
})

test('P1: a lane that is late already costs nothing but its name', async () => {
  const { kafka, answer } = createBench({ rabbitmq: PATIENCE_MS + 1 })
  kafka.confirm()
  expect(await answer).toEqual(['kafka'])
  expect(vi.getTimerCount()).toBe(0)
})

test('a lane that is late is still the one that may confirm', async () => {
  const { rabbitmq, answer } = createBench({ rabbitmq: PATIENCE_MS + 1 })
  rabbitmq.confirm()
  await vi.advanceTimersByTimeAsync(PATIENCE_MS)
  expect(await answer).toEqual(['rabbitmq'])
})

test('nothing is answered while none has confirmed, however long that takes', async () => {
  const { kafka, rabbitmq, answer } = createBench({ kafka: 60_000, rabbitmq: 60_000 })
  kafka.fail('is away')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await isOpen(answer)).toBe(true)
  rabbitmq.confirm()
  expect(await answer).toEqual(['rabbitmq'])
})

test('fault 1: none confirms: an error that says what each of them said', async () => {
  const { kafka, rabbitmq, answer } = createBench()
  kafka.fail('kafka is away')
  rabbitmq.fail('rabbitmq is full')
  await expect(answer).rejects.toEqual(new TransientError('kafka is away; rabbitmq is full'))
})

test('what happens after the answer changes nothing', async () => {
  const { kafka, rabbitmq, answer } = createBench()
  kafka.confirm()
  await vi.advanceTimersByTimeAsync(PATIENCE_MS)
  const confirmed = await answer
  rabbitmq.confirm()
  await turn()
  expect(confirmed).toEqual(['kafka'])
})

test('a failure after the answer is nobody’s unhandled rejection', async () => {
  const unhandled = vi.fn()
  process.once('unhandledRejection', unhandled)
  const { kafka, rabbitmq, answer } = createBench()
  kafka.confirm()
  await vi.advanceTimersByTimeAsync(PATIENCE_MS)
  await answer
  rabbitmq.fail('much too late')
  await turn()
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
})

/** Two writes that end when the test says so, in lanes of given ages. */
function createBench(ages: Partial<Record<Broker, number>> = {}) {
  const [kafka, rabbitmq] = [createWrite('kafka', ages.kafka), createWrite('rabbitmq', ages.rabbitmq)]
  return { kafka, rabbitmq, answer: confirmations([kafka.write, rabbitmq.write], PATIENCE_MS) }
}

function createWrite(broker: Broker, age = 0) {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  return {
    write: { lane: { broker, age }, confirmed: promise },
    confirm: resolve,
    fail: (reason: string) => reject(new TransientError(reason)),
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
