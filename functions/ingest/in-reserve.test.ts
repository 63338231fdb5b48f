import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inReserve } from './in-reserve.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const after = (milliseconds: number, value: string) =>
  new Promise<string>((resolve) => setTimeout(() => resolve(value), milliseconds))
const failing = (message: string) => Promise.reject<string>(new Error(message))

test('while the first answers in time the second is left alone', async () => {
  const second = vi.fn(() => after(0, 'second'))
  const answer = inReserve(after(499, 'first'), second, 500)
  await vi.advanceTimersByTimeAsync(499)
  expect(await answer).toBe('first')
  expect(second).not.toHaveBeenCalled()
})

test('when the first fails the second is taken at once', async () => {
  expect(await inReserve(failing('kafka did not confirm'), async () => 'second', 500)).toBe('second')
})

test('P1: when the first is silent the second is taken after the patience', async () => {
  const answer = inReserve(after(20_000, 'first'), () => after(5, 'second'), 500)
  await vi.advanceTimersByTimeAsync(505)
  expect(await answer).toBe('second')
})

test('a first that answers late still counts when the second fails', async () => {
  const answer = inReserve(after(800, 'first'), () => failing('rabbitmq did not confirm'), 500)
  await vi.advanceTimersByTimeAsync(800)
  expect(await answer).toBe('first')
})

test('when both fail the error has what each of them said', async () => {
  const answer = inReserve(failing('kafka did not confirm'), () => failing('rabbitmq did not confirm'), 500)
  await expect(answer).rejects.toThrow('kafka did not confirm; rabbitmq did not confirm')
})
