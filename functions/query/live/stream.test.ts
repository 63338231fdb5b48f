import { expect, test } from 'vitest'
import { noLog } from '#lib/platform/log.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { until } from '#lib/testing/settled.ts'
import { createApp } from '../app.ts'
import { createMemoryPicture } from '../testing/memory-picture.ts'
import { liveEventSchema } from './event.ts'
import { createLive } from './live.ts'

test('the first event of a connection has everything, with an id and when to come again', async () => {
  const { listen } = bench()
  const stream = listen()
  const { id, retry, data } = await stream.next()
  expect(data).toMatchObject({
    complete: true,
    store: 'here',
    readings: [{ station: 'a' }],
    summary: { stations: 1 },
  })
  expect(id).toBe(data.at)
  expect(retry).toBe('1000')
  await stream.cancel()
})

test('later events have only what has changed', async () => {
  const { listen, contents } = bench()
  const stream = listen()
  await stream.next()
  contents.readings.a = sampleReading({ station: 'a', temperature: 9 })
  contents.overview.conditions = { sunny: 2 }
  const { data } = await stream.next()
  expect(data).toMatchObject({ conditions: { sunny: 2 }, readings: [{ temperature: 9 }] })
  expect(data).not.toHaveProperty('averages')
  expect(data).not.toHaveProperty('complete')
  await stream.cancel()
})

test('nobody on the way keeps it', async () => {
  const { app } = bench()
  const response = await app.request('/v1/live')
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  expect(response.headers.get('cache-control')).toBe('no-store')
  await response.body?.cancel()
})

test('one too many gets a 503 with when to try again, until somebody leaves', async () => {
  const { app } = bench()
  const first = await app.request('/v1/live')
  const second = await app.request('/v1/live')
  const refused = await app.request('/v1/live')
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect(await refused.json()).toMatchObject({ detail: 'too many are listening' })
  await first.body?.cancel()
  await until(5_000, async () => {
    const again = await app.request('/v1/live')
    await again.body?.cancel()
    return again.status === 200
  })
  await second.body?.cancel()
})

test('P7: when all ends the streams end, also that of a client who takes nothing', async () => {
  const { app, live, listen } = bench()
  const idle = await app.request('/v1/live')
  const stream = listen()
  await stream.next()
  live.end()
  expect(await stream.isOver()).toBe(true)
  expect((await app.request('/v1/live')).status).toBe(503)
  await idle.body?.cancel()
})

function bench() {
  const { picture, contents } = createMemoryPicture({
    stations: ['a'],
    readings: { a: sampleReading({ station: 'a' }) },
  })
  const live = createLive({ picture, log: noLog, limit: 2 })
  const app = createApp({ picture, live, page: { html: '', assets: new Map() }, log: noLog })
  return { app, live, contents, listen: () => read(Promise.resolve(app.request('/v1/live'))) }
}

/** Reads events one after the other. */
function read(response: Promise<Response>) {
  let text = ''
  const reader = response.then(({ body }) => body?.pipeThrough(new TextDecoderStream()).getReader())
  return {
    async next() {
      while (!text.includes('\n\n')) text += (await (await reader)?.read())?.value ?? ''
      const [event = '', ...rest] = text.split('\n\n')
      text = rest.join('\n\n')
      const fields = Object.fromEntries(event.split('\n').map((line) => line.split(/: (.*)/s)))
      return { ...fields, data: liveEventSchema.parse(JSON.parse(fields.data)) } as {
        id: string
        retry: string
        data: ReturnType<typeof liveEventSchema.parse>
      }
    },
    async isOver() {
      for (;;) if ((await (await reader)?.read())?.done !== false) return true
    },
    cancel: async () => (await reader)?.cancel(),
  }
}
