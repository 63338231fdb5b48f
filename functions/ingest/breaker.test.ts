import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PermanentError, TransientError } from '#lib/platform/errors.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { outcomeOf } from '#lib/testing/settled.ts'
import { guard, REST_MS } from './breaker.ts'

const away = new TransientError('connection refused')

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('calls go through, and their outcomes come back', async () => {
  const { guarded, write } = createBench()
  await guarded.write([sampleReading()])
  write.mockRejectedValueOnce(away)
  await expect(guarded.write([sampleReading()])).rejects.toBe(away)
  expect(guarded.state).toBe('closed')
})

test('it opens after three failures in a row, and then calls fail at once without being made', async () => {
  const { guarded, write } = await openBench()
  expect(guarded.state).toBe('open')
  await expect(guarded.write([])).rejects.toEqual(
    new TransientError('kafka-writer is resting after failures'),
  )
  expect(write).toHaveBeenCalledTimes(3)
})

test('failures that are not in a row do not open it', async () => {
  const { guarded, write } = createBench()
  for (const outcome of [away, away, undefined, away, away]) {
    if (outcome) write.mockRejectedValueOnce(outcome)
    await outcomeOf(guarded.write([]))
  }
  expect(guarded.state).toBe('closed')
})

test('a reading that is wrong is no failure of the writer', async () => {
  const { guarded, write } = createBench()
  write.mockRejectedValue(new PermanentError('humidity'))
  for (let call = 0; call < 5; call++) await expect(guarded.write([])).rejects.toThrow(PermanentError)
  expect(guarded.state).toBe('closed')
})

test('after its rest one call tries, and when that works it closes', async () => {
  const { guarded, write } = await openBench()
  await vi.advanceTimersByTimeAsync(REST_MS)
  write.mockResolvedValue()
  await guarded.write([])
  expect(guarded.state).toBe('closed')
})

test('only one call tries while others wait for what it finds', async () => {
  const { guarded, write } = await openBench()
  await vi.advanceTimersByTimeAsync(REST_MS)
  const probe = Promise.withResolvers<void>()
  write.mockReturnValue(probe.promise)
  const outcomes = Array.from({ length: 5 }, () => outcomeOf(guarded.write([])))
  await vi.advanceTimersByTimeAsync(0)
  expect(write).toHaveBeenCalledTimes(4)
  expect(guarded.state).toBe('half-open')
  probe.reject(away)
  expect(await Promise.all(outcomes)).toEqual(Array(5).fill(expect.any(TransientError)))
  expect(write).toHaveBeenCalledTimes(4)
})

test('when the try fails it rests again', async () => {
  const { guarded, write } = await openBench()
  await vi.advanceTimersByTimeAsync(REST_MS)
  await outcomeOf(guarded.write([]))
  await vi.advanceTimersByTimeAsync(REST_MS - 1)
  await outcomeOf(guarded.write([]))
  expect(write).toHaveBeenCalledTimes(4)
})

test('opening and closing are worth one line each', async () => {
  const { guarded, write, lines } = await openBench()
  await vi.advanceTimersByTimeAsync(REST_MS)
  write.mockResolvedValue()
  await guarded.write([])
  expect(lines.map(({ event, fields }) => [event, fields.neighbour])).toEqual([
    ['breaker.opened', 'kafka-writer'],
    ['breaker.closed', 'kafka-writer'],
  ])
})

function createBench() {
  const { log, lines } = createRecordingLog()
  const write = vi.fn(async () => {})
  return { guarded: guard('kafka-writer', write, log), write, lines }
}

async function openBench() {
  const bench = createBench()
  bench.write.mockRejectedValue(away)
  for (let call = 0; call < 3; call++) await outcomeOf(bench.guarded.write([]))
  return bench
}
