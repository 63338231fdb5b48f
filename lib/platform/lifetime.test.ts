import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isOpen } from '#lib/testing/settled.ts'
import { GRACE_MS, stopSignal } from './lifetime.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

test.each(['SIGTERM', 'SIGINT'] as const)('P7: %s is a signal to stop', async (signal) => {
  const stopped = stopSignal()
  expect(await isOpen(stopped)).toBe(true)
  process.emit(signal)
  expect(await isOpen(stopped)).toBe(false)
})

test('P7: after the signal an end in order has its time, and only then the process is ended', async () => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
  const stopped = stopSignal()
  process.emit('SIGTERM')
  await stopped
  await vi.advanceTimersByTimeAsync(GRACE_MS - 1)
  expect(exit).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(exit).toHaveBeenCalledWith(1)
})
