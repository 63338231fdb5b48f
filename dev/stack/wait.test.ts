import { expect, test, vi } from 'vitest'
import { until } from './wait.ts'

test('tries again until the probe succeeds', async () => {
  const probe = vi.fn(async () => {})
  probe.mockRejectedValueOnce(new Error('not yet'))
  probe.mockRejectedValueOnce(new Error('not yet'))
  await until('kafka', probe, { withinMs: 1_000, everyMs: 1 })
  expect(probe).toHaveBeenCalledTimes(3)
})

test('says who did not answer, for how long, and what the last try said', async () => {
  const probe = () => Promise.reject(new Error('connection refused'))
  await expect(until('kafka', probe, { withinMs: 20, everyMs: 1 })).rejects.toThrow(
    'kafka did not answer within 0.02 s; the last try said: connection refused',
  )
})

test('gives up at once when waiting is in vain', async () => {
  const probe = vi.fn(() => Promise.reject(new Error('not yet')))
  const giveUp = () => {
    throw new Error('it has ended')
  }
  await expect(until('kafka', probe, { withinMs: 1_000 }, giveUp)).rejects.toThrow('it has ended')
  expect(probe).toHaveBeenCalledTimes(1)
})
