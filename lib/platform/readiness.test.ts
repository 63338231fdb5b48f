import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { isOpen, outcomeOf } from '#lib/testing/settled.ts'
import { TransientError } from './errors.ts'
import { noLog } from './log.ts'
import { createReadiness } from './readiness.ts'

vi.mock('node:timers/promises', () => import('#lib/testing/timers-promises.ts'))

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

test('what has just woken waits for its first connection', async () => {
  const neighbour = createNeighbour()
  const readiness = createReadiness('kafka', noLog, neighbour.prepare)
  const waiting = readiness.wait()
  expect(await isOpen(waiting)).toBe(true)
  expect(readiness.ready).toBe(false)
  neighbour.succeed()
  await waiting
  expect(readiness.ready).toBe(true)
})

test('a first connection that does not come is waited for only so long', async () => {
  const readiness = createReadiness('kafka', noLog, createNeighbour().prepare)
  const outcome = outcomeOf(readiness.wait())
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await outcome).toEqual(new TransientError('kafka is away: not connected yet'))
})

test('while it is known to be away, waiting fails at once and says why', async () => {
  const neighbour = createNeighbour()
  const readiness = createReadiness('kafka', noLog, neighbour.prepare)
  neighbour.fail('connection refused')
  await vi.advanceTimersByTimeAsync(0)
  await expect(readiness.wait()).rejects.toEqual(new TransientError('kafka is away: connection refused'))
})

test('it is prepared again and again until it is there, and logged once away and once back', async () => {
  const { log, events } = createRecordingLog()
  let left = 5
  const readiness = createReadiness('kafka', log, async () => {
    if (left-- > 0) throw new Error('no')
  })
  await vi.advanceTimersByTimeAsync(20_000)
  await readiness.wait()
  expect(events()).toEqual(['neighbour.away', 'neighbour.back'])
})

test('a first connection that works is not worth a line', async () => {
  const { log, events } = createRecordingLog()
  const readiness = createReadiness('kafka', log, async () => {})
  await readiness.wait()
  expect(events()).toEqual([])
})

test('fault 4: what was lost is prepared again, and ready when that is done', async () => {
  const neighbour = createNeighbour()
  const readiness = createReadiness('rabbitmq', noLog, neighbour.prepare)
  neighbour.succeed()
  await readiness.wait()
  readiness.lost(new Error('connection reset'))
  expect(readiness.ready).toBe(false)
  await expect(readiness.wait()).rejects.toThrow('rabbitmq is away: connection reset')
  neighbour.succeed()
  await vi.advanceTimersByTimeAsync(0)
  await readiness.wait()
  expect(neighbour.prepare).toHaveBeenCalledTimes(2)
})

test('many calls that fail together lose it only once', async () => {
  const { log, events } = createRecordingLog()
  const neighbour = createNeighbour()
  const readiness = createReadiness('kafka', log, neighbour.prepare)
  neighbour.succeed()
  await readiness.wait()
  for (let call = 0; call < 10; call++) readiness.lost(new Error('no'))
  expect(neighbour.prepare).toHaveBeenCalledTimes(2)
  expect(events()).toEqual(['neighbour.away'])
})

test('what was never ready cannot be lost', async () => {
  const neighbour = createNeighbour()
  const readiness = createReadiness('kafka', noLog, neighbour.prepare)
  readiness.lost(new Error('no'))
  expect(neighbour.prepare).toHaveBeenCalledTimes(1)
})

test('dispose ends the loop and leaves no timer behind', async () => {
  const prepare = vi.fn(() => Promise.reject(new Error('no')))
  const readiness = createReadiness('kafka', noLog, prepare)
  await vi.advanceTimersByTimeAsync(1_000)
  await readiness[Symbol.asyncDispose]()
  const tries = prepare.mock.calls.length
  await vi.advanceTimersByTimeAsync(60_000)
  expect(prepare).toHaveBeenCalledTimes(tries)
  expect(vi.getTimerCount()).toBe(0)
})

test('what is lost while it ends is neither prepared again nor worth a line', async () => {
  const { log, events } = createRecordingLog()
  const prepare = vi.fn(async () => {})
  const readiness = createReadiness('kafka', log, prepare)
  await readiness.wait()
  await readiness[Symbol.asyncDispose]()
  readiness.lost(new Error('closed'))
  expect(prepare).toHaveBeenCalledTimes(1)
  expect(events()).toEqual([])
})

/** A neighbour that is prepared when the test says so. */
function createNeighbour() {
  let attempt = Promise.withResolvers<void>()
  return {
    prepare: vi.fn(() => {
      attempt = Promise.withResolvers<void>()
      return attempt.promise
    }),
    succeed: () => attempt.resolve(),
    fail: (reason: string) => attempt.reject(new Error(reason)),
  }
}
