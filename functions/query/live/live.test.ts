import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TransientError } from '#lib/platform/errors.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { createMemoryPicture } from '../testing/memory-picture.ts'
import { createLive, type Listener, POLL_MS } from './live.ts'

vi.mock('node:timers/promises', () => import('#lib/testing/timers-promises.ts'))
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] }))
afterEach(() => void vi.useRealTimers())

test('nobody listens: the store is not asked', async () => {
  const { overviews } = bench()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(overviews()).toBe(0)
})

test('one poll serves all who listen, and the last who leaves ends it', async () => {
  const { live, overviews } = bench()
  const listeners = [live.listen(), live.listen(), live.listen()] as Listener[]
  await vi.advanceTimersByTimeAsync(10 * POLL_MS - 1)
  expect(overviews()).toBe(10)
  for (const listener of listeners) listener[Symbol.dispose]()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(overviews()).toBe(10)
  live.listen()
  await vi.advanceTimersByTimeAsync(1)
  expect(overviews()).toBe(11)
})

test('there is a limit, and who leaves makes room once', async () => {
  const { live } = bench()
  const listeners = [live.listen(), live.listen(), live.listen()]
  expect(live.listen()).toBeUndefined()
  listeners[0]?.[Symbol.dispose]()
  listeners[0]?.[Symbol.dispose]()
  expect(live.listen()).toBeDefined()
  expect(live.listen()).toBeUndefined()
})

test('each who listens hears the state at once, then each that is new', async () => {
  const { live, contents } = bench()
  const listener = live.listen() as Listener
  const first = await listener.next(undefined, 1_000)
  expect(first).toMatchObject({ store: 'here', summary: { stations: 0 } })
  contents.stations = ['a']
  contents.readings = { a: sampleReading({ station: 'a' }) }
  const coming = listener.next(first, 5_000)
  await vi.advanceTimersByTimeAsync(POLL_MS)
  expect((await coming)?.readings.get('a')).toMatchObject({ station: 'a' })
})

test('while the store is away the last state stays, and says so; trouble that passes is not logged', async () => {
  const { live, contents, events } = bench()
  const listener = live.listen() as Listener
  const first = await listener.next(undefined, 1_000)
  contents.failure = new TransientError('away')
  const coming = listener.next(first, 5_000)
  await vi.advanceTimersByTimeAsync(POLL_MS)
  const away = await coming
  expect(away).toMatchObject({ store: 'away', summary: first?.summary })
  contents.failure = undefined
  const back = listener.next(away, 5_000)
  await vi.advanceTimersByTimeAsync(POLL_MS)
  expect(await back).toMatchObject({ store: 'here' })
  expect(events()).toEqual([])
})

test('a mistake of ours is logged, and the next poll is made all the same', async () => {
  const { live, contents, events, overviews } = bench()
  contents.failure = new TypeError('a mistake')
  live.listen()
  await vi.advanceTimersByTimeAsync(POLL_MS + 1)
  expect(events()).toEqual(['live.failed', 'live.failed'])
  expect(overviews()).toBe(2)
})

test('P7: when all ends, who waits is let go, nobody new is taken, and no poll is made', async () => {
  const { live, overviews } = bench()
  const listener = live.listen() as Listener
  const first = await listener.next(undefined, 1_000)
  const waiting = listener.next(first, 60_000)
  live.end()
  expect(await waiting).toBeUndefined()
  expect(live.listen()).toBeUndefined()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(overviews()).toBe(1)
})

function bench() {
  const { log, events } = createRecordingLog()
  const { picture, contents, overviews } = createMemoryPicture()
  return { live: createLive({ picture, log, limit: 3 }), contents, overviews, events }
}
