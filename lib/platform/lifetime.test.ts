import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isOpen } from '#lib/testing/settled.ts'
import { readConfig } from './env.ts'
import { GRACE_MS, live } from './lifetime.ts'

beforeEach(() => {
  vi.resetModules()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  for (const signal of ['SIGTERM', 'SIGINT']) process.removeAllListeners(signal)
  process.exitCode = undefined
})

/** The module as a process that has just begun has it. */
const begin = async () => (await import('./lifetime.ts')).stopSignal

test.each(['SIGTERM', 'SIGINT'] as const)('P7: %s is a signal to stop', async (signal) => {
  const stopped = (await begin())()
  expect(await isOpen(stopped)).toBe(true)
  process.emit(signal)
  expect(await isOpen(stopped)).toBe(false)
})

test('P7: a second signal changes nothing, and who asks later hears of the first', async () => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
  const stopSignal = await begin()
  void stopSignal()
  process.emit('SIGTERM')
  process.emit('SIGTERM')
  expect(process.listenerCount('SIGTERM'), 'the default, which ends at once, is not back').toBeGreaterThan(0)
  expect(await isOpen(stopSignal())).toBe(false)
  expect(exit).not.toHaveBeenCalled()
})

test('P7: after the signal an end in order has its time, and only then the process is ended', async () => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
  const stopped = (await begin())()
  process.emit('SIGTERM')
  await stopped
  await vi.advanceTimersByTimeAsync(GRACE_MS - 1)
  expect(exit).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(exit).toHaveBeenCalledWith(1)
})

test('a function that runs has its configuration, and the name that Knative gives it', async () => {
  const run = vi.fn(async () => {})
  const load = (env: Readonly<Record<string, string | undefined>>) =>
    readConfig(env, ({ text }) => ({ a: text('A') }))
  await live({ A: '1', K_SERVICE: 'kafka-consumer' }, 'consumers', load, run)
  expect(run).toHaveBeenCalledWith({ a: '1' }, expect.any(Function), 'kafka-consumer')
})

test('what is wrong with a configuration is one line of log and exit code 1, without a stack', async () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const load = () => readConfig({}, ({ text }) => ({ a: text('A'), b: text('B') }))
  await live({}, 'query', load, async () => {})
  expect(process.exitCode).toBe(1)
  const lines = written.mock.calls.map(([line]) => JSON.parse(String(line)))
  expect(lines).toMatchObject([
    { service: 'query', event: 'config.invalid', reason: 'A is required; B is required' },
  ])
})
