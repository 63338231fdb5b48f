import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Delivery } from '#lib/domain/delivery.ts'
import { TransientError } from '#lib/platform/errors.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { outcomeOf } from '#lib/testing/settled.ts'
import { CALLS, guardStore, REST_MS } from './guarded-store.ts'
import type { Stored } from './store.ts'

const delivery: Delivery = { broker: 'kafka', readings: [], refusals: [] }
const away = new TransientError('valkey: Connection is closed.')

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('while Valkey is away calls fail at once, and Valkey is not asked', async () => {
  const { guarded, record, tick } = await openBench()
  await expect(guarded.record(delivery)).rejects.toThrow(TransientError)
  await expect(guarded.tick()).rejects.toThrow('valkey is resting')
  expect(record).toHaveBeenCalledTimes(3)
  expect(tick).not.toHaveBeenCalled()
})

test('it recovers by itself: after its rest one call tries, and the others follow', async () => {
  const { guarded, record, lines } = await openBench()
  record.mockResolvedValue(nothing)
  await vi.advanceTimersByTimeAsync(REST_MS)
  await guarded.record(delivery)
  expect(record).toHaveBeenCalledTimes(4)
  await guarded.tick()
  expect(lines.map(({ event }) => event)).toEqual(['breaker.opened', 'breaker.closed'])
})

test('a frozen Valkey costs one call a rest, not one an event', async () => {
  const { guarded, record } = await openBench()
  await vi.advanceTimersByTimeAsync(REST_MS)
  record.mockReturnValue(new Promise(() => {}))
  const outcomes = Array.from({ length: 99 }, () => outcomeOf(guarded.record(delivery)))
  await vi.advanceTimersByTimeAsync(0)
  expect(record).toHaveBeenCalledTimes(4)
  expect(await outcomes[98]).toBeInstanceOf(TransientError)
})

test('what Valkey says against one event does not hold up the others', async () => {
  const { guarded, record } = createBench()
  const cause = Object.assign(new Error('OOM command not allowed'), { name: 'ReplyError' })
  record.mockRejectedValue(new TransientError('valkey: OOM command not allowed', { cause }))
  for (let call = 0; call < 10; call += 1) await outcomeOf(guarded.record(delivery))
  expect(record).toHaveBeenCalledTimes(10)
})

test('a backlog leaves together: few calls are with Valkey at a time, and none waits there behind the others', async () => {
  const { guarded, record } = createBench()
  const answers: (() => void)[] = []
  record.mockImplementation(() => new Promise((resolve) => answers.push(() => resolve(nothing))))
  const full = { ...delivery, readings: Array.from({ length: 200 }, () => sampleReading()) }
  const outcomes = Array.from({ length: 99 }, () => guarded.record(full))
  await vi.advanceTimersByTimeAsync(0)
  expect(record).toHaveBeenCalledTimes(CALLS)
  for (let answered = 0; answered < 99; answered += 1) {
    answers[answered]?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(record).toHaveBeenCalledTimes(Math.min(answered + 1 + CALLS, 99))
  }
  expect(await Promise.all(outcomes)).toHaveLength(99)
})

test('a Valkey that freezes under a backlog costs two time-outs, not one a turn', async () => {
  const { guarded, record } = createBench()
  record.mockImplementation(async () => {
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    throw away
  })
  const outcomes = Array.from({ length: 99 }, () => outcomeOf(guarded.record(delivery)))
  await vi.advanceTimersByTimeAsync(4_000)
  expect(await Promise.all(outcomes)).toEqual(outcomes.map(() => expect.any(TransientError)))
  expect(record).toHaveBeenCalledTimes(CALLS + 1) // all that waited left with the third, whose failure opens the breaker
})

const failed = { step: 0, persistence: 0, neighbours: 0 }
const refused = { schema: 0, future: 0 }
const nothing: Stored = { stored: 0, duplicates: 0, late: 0, refused, failed }

function createBench() {
  const { log, lines } = createRecordingLog()
  const record = vi.fn(async (): Promise<Stored> => nothing)
  const tick = vi.fn(async () => {})
  return { guarded: guardStore({ record, tick }, log, REST_MS, (run) => run()), record, tick, lines }
}

async function openBench() {
  const bench = createBench()
  bench.record.mockRejectedValue(away)
  for (let call = 0; call < 3; call += 1) await outcomeOf(bench.guarded.record(delivery))
  return bench
}
