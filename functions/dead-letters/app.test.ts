import { expect, test, vi } from 'vitest'
import * as z from 'zod'
import { TransientError } from '#lib/platform/errors.ts'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { createApp } from './app.ts'
import { createOpenApi } from './openapi.ts'

type Described = { responses: Record<string, { content?: Record<string, { schema: object }> }> }

const document = JSON.parse(JSON.stringify(createOpenApi())) as {
  openapi: string
  paths: Record<string, Record<string, Described>>
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(
    ([method, described]) => [`${method.toUpperCase()} ${path}`, described] as const,
  ),
)

test('every operation of the app is described, and no other', () => {
  const { app } = createBench()
  const served = app.routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/'))
  const names = served.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  expect(operations.map(([name]) => name).sort()).toEqual(names.sort())
  expect(document.openapi).toMatch(/^3\.1\./)
})

test.each(operations)('%s: each answer has a schema that can be read', (_, { responses }) => {
  for (const { content = {} } of Object.values(responses)) {
    for (const { schema } of Object.values(content)) expect(z.fromJSONSchema(schema as never)).toBeDefined()
  }
})

test.each([
  ['GET', '/v1/nowhere', 404],
  ['POST', '/v1/nowhere', 404],
  ['PUT', '/v1/dead-letters', 405],
  ['GET', '/nowhere', 404],
  ['GET', '/v1/dead-letters/x', 422],
  ['GET', '/v1/dead-letters?limit=0', 422],
  ['GET', '/v1/dead-letters?form=-1h', 422],
  ['POST', '/v1/dead-letters/replay?rate=0', 422],
  ['GET', '/v1/dead-letters/replay/x', 422],
])('%s %s is refused with a problem document: %d', async (method, path, status) => {
  const response = await createBench().app.request(path, { method })
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
})

test('a letter that the store does not take for now comes again, and the absence is logged once', async () => {
  const { app, events } = createBench(new TransientError('valkey is away'))
  for (let n = 0; n < 3; n += 1) expect((await app.request('/', { method: 'POST' })).status).toBe(503)
  expect(events()).toEqual(['request.delayed'])
})

test('a mistake of ours costs no letter, and says nothing of itself', async () => {
  const { app, events } = createBench(new TypeError('a mistake'))
  const response = await app.request('/', { method: 'POST' })
  expect(response.status).toBe(503)
  expect(await response.text()).not.toContain('mistake')
  expect(events()).toEqual(['request.failed'])
})

test('a letter that was cut comes again, and is no failure of ours', async () => {
  const { app, events } = createBench()
  const cut = new ReadableStream({ pull: (stream) => stream.error(new Error('aborted')) })
  const init = { method: 'POST', body: cut, duplex: 'half' } as RequestInit
  expect((await app.request('/', init)).status).toBe(503)
  expect(events()).toEqual(['request.delayed'])
})

test.each(['/healthz/live', '/healthz/ready', '/openapi.json'])(
  '%s answers without key and store',
  async (path) => {
    expect((await createBench(new TransientError('away')).app.request(path)).status).toBe(200)
  },
)

/** The app over a store that fails. What it does with one that works is in tests/integration. */
function createBench(failure: Error = new TransientError('no store')) {
  const { log, events } = createRecordingLog()
  const fail = vi.fn(() => Promise.reject(failure))
  const letters = { keep: fail, search: fail, find: fail, events: fail, end: fail, counts: fail, tidy: fail }
  const replays = {
    ...{ start: fail, find: fail, list: fail, pass: fail, trouble: fail, end: fail },
    ...{ lease: fail, release: fail },
  }
  const worker = { wake: vi.fn(), idle: async () => {}, stop: async () => {} }
  const parts = { letters, replays, worker, send: fail, tries: 1, operatorKey: undefined, log, now: Date.now }
  return { app: createApp(parts), events }
}
