import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { backoff, untilDone } from './backoff.ts'

vi.mock('node:timers/promises', () => import('#lib/testing/timers-promises.ts'))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('waits double up to the cap', () => {
  const wait = backoff(100, 2_000, () => 0)
  expect(Array.from({ length: 7 }, wait)).toEqual([100, 200, 400, 800, 1600, 2000, 2000])
})

test('each wait is shortened by up to a half, and is never above the cap', () => {
  const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(fc.array(anyRandom, { minLength: 1, maxLength: 30 }), (randoms) => {
      let at = 0
      const wait = backoff(100, 2_000, () => randoms[at++] ?? 0)
      randoms.forEach((_, attempt) => {
        const full = Math.min(100 * 2 ** attempt, 2_000)
        const found = wait()
        expect(found).toBeGreaterThanOrEqual(full / 2)
        expect(found).toBeLessThanOrEqual(full)
      })
    }),
  )
})

test('two waiters do not share their state', () => {
  const one = backoff(1, 100, () => 0)
  one()
  expect(backoff(1, 100, () => 0)()).toBe(1)
})

test('it tries until it works, and each failure is heard', async () => {
  let left = 3
  const failures: unknown[] = []
  const attempt = async () => {
    if (left-- > 0) throw new Error(`left ${left}`)
  }
  const done = untilDone(attempt, (error) => failures.push(error), new AbortController().signal)
  await vi.runAllTimersAsync()
  await done
  expect(failures.map(String)).toEqual(['Error: left 2', 'Error: left 1', 'Error: left 0'])
})

test('nothing is tried once the signal has ended it', async () => {
  const attempt = vi.fn(async () => {})
  await untilDone(attempt, () => {}, AbortSignal.abort())
  expect(attempt).not.toHaveBeenCalled()
})

test('a wait ends at once with the signal', async () => {
  const stop = new AbortController()
  const attempt = vi.fn(() => Promise.reject(new Error('no')))
  const done = untilDone(attempt, () => {}, stop.signal)
  await vi.advanceTimersByTimeAsync(0)
  stop.abort()
  await done
  expect(attempt).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
})

test('a failure that comes after the end is not told', async () => {
  const stop = new AbortController()
  const failed = vi.fn()
  await untilDone(
    async () => {
      stop.abort()
      throw new Error('too late')
    },
    failed,
    stop.signal,
  )
  expect(failed).not.toHaveBeenCalled()
})
