import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { noLog } from '#lib/platform/log.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { createApp } from '../app.ts'
import { createMemoryPicture } from '../testing/memory-picture.ts'
import { createLive, POLL_MS } from './live.ts'

vi.mock('node:timers/promises', () => import('#lib/testing/timers-promises.ts'))
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const timeout = new AbortController()
    setTimeout(() => timeout.abort(), ms)
    return timeout.signal
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const MINUTE = 60_000

test('a stream ends after four minutes, before Knative would cut it, and beats until then', async () => {
  const events = await bench().listen()
  const all = readAll(events)
  await vi.advanceTimersByTimeAsync(4 * MINUTE - 1_000)
  expect(all.ended()).toBe(false)
  expect(all.count()).toBeGreaterThanOrEqual(4 * 12 - 4) // one at least each five seconds and a poll
  await vi.advanceTimersByTimeAsync(2_000)
  expect(all.ended()).toBe(true)
})

test('a client that takes nothing for long gets few events, and the last says what is', async () => {
  const { listen, contents } = bench()
  const events = await listen()
  for (let changes = 1; changes <= 100; changes += 1) {
    contents.readings = { a: sampleReading({ station: 'a', temperature: changes / 10 }) }
    await vi.advanceTimersByTimeAsync(POLL_MS)
  }
  const all = readAll(events)
  await vi.advanceTimersByTimeAsync(POLL_MS)
  expect(all.count()).toBeLessThan(8)
  expect(all.last()).toMatchObject({ readings: [{ temperature: 10 }] })
})

function bench() {
  const { picture, contents } = createMemoryPicture({ stations: ['a'] })
  contents.readings = { a: sampleReading({ station: 'a' }) }
  const live = createLive({ picture, log: noLog, limit: 1 })
  const app = createApp({ picture, live, page: { html: '', assets: new Map() }, log: noLog })
  const listen = async () => {
    const { body } = await app.request('/v1/live')
    if (body === null) throw new Error('a stream has a body')
    return body
  }
  return { contents, listen }
}

/** Takes all there is, as it comes. */
function readAll(body: ReadableStream<Uint8Array>) {
  let text = ''
  let ended = false
  const reading = (async () => {
    for await (const chunk of body.pipeThrough(new TextDecoderStream() as never) as ReadableStream<string>)
      text += chunk
    ended = true
  })()
  reading.catch(() => {
    ended = true
  })
  const events = () => text.split('\n\n').filter((event) => event !== '')
  return {
    count: () => events().length,
    ended: () => ended,
    last: () => JSON.parse(/^data: (.*)$/m.exec(events().at(-1) ?? '')?.[1] ?? '{}'),
  }
}
