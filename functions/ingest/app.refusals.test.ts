import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { noLog } from '#lib/platform/log.ts'
import { problemSchema } from '#lib/platform/problem.ts'
import { admitAll } from './admission.ts'
import { createApp } from './app.ts'
import { classic } from './dialects/classic.ts'
import { v1 } from './dialects/v1.ts'
import type { Deliver } from './route.ts'

const deliver = vi.fn<Deliver>(async (readings) =>
  readings.map((reading) => ({ reading, confirmedBy: ['kafka'] })),
)
const app = createApp({
  dialects: [v1, classic],
  admit: admitAll,
  deliver,
  writers: () => ({}),
  retention: 3_600_000,
  retryAfter: 2,
  log: noLog,
})
const good = '{"station":"a","temperature":5}'
const message = { municipality: 'mixco', temperature: 5, humidity: 60, weather: 'sunny' }
const json = { 'content-type': 'application/json' }

test.each([
  ['malformed JSON', '{"station":', json, 400],
  ['an empty body', '', json, 400],
  ['NaN', '{"station":"a","temperature":NaN}', json, 400],
  ['a number beyond all numbers', '{"station":"a","temperature":1e400}', json, 422],
  ['a wrong type', '{"station":"a","temperature":"5"}', json, 422],
  ['an unknown field of an odd shape', '{"station":"a","temperature":5,"x":[{"y":{}}]}', json, 422],
  ['a field that pollutes', '{"station":"a","temperature":5,"__proto__":{"rain":1}}', json, 422],
  ['one bad reading of two', `[${good},{"station":"b","humidity":900}]`, json, 422],
  ['an empty array', '[]', json, 422],
  ['10 MB', `[${`${good},`.repeat(320_000)}${good}]`, json, 413],
  ['an array of 100,000', `[${'0,'.repeat(99_999)}0]`, json, 413],
  ['1,001 readings', `[${`${good},`.repeat(1000)}${good}]`, json, 413],
  ['a wrong content type', good, { 'content-type': 'text/plain' }, 415],
  ['a form', 'station=a', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['a bad line', `${good}\n{`, { 'content-type': 'application/x-ndjson' }, 400],
  ['a long key', good, { ...json, 'idempotency-key': 'k'.repeat(256) }, 422],
  ['a deep body', `{"station":${'['.repeat(300_000)}${']'.repeat(300_000)}}`, json, 422],
])(
  'P6: %s: a problem document, nothing taken, and the next good request is served',
  async (_, body, headers, status) => {
    deliver.mockClear()
    await expectProblem(await post('/v1/readings', body, headers), status)
    expect(deliver).not.toHaveBeenCalled()
    expect((await post('/v1/readings', good)).status).toBe(202)
  },
)

test.each([
  ['malformed JSON', '{', json, 400],
  ['an unknown weather', JSON.stringify({ ...message, weather: 'volcanic' }), json, 422],
  ['a weather that every object has', JSON.stringify({ ...message, weather: 'constructor' }), json, 422],
  ['humidity 900', JSON.stringify({ ...message, humidity: 900 }), json, 422],
  ['a large body', JSON.stringify({ ...message, weather: 'x'.repeat(20_000) }), json, 413],
  ['a wrong content type', JSON.stringify(message), {}, 415],
  ['an array', JSON.stringify([message]), json, 422],
  ['an empty key', JSON.stringify(message), { ...json, 'idempotency-key': '' }, 422],
])(
  'fault 6: the original’s clients find message and success beside the problem: %s',
  async (_, body, headers, status) => {
    deliver.mockClear()
    const document = await expectProblem(await post('/weather', body, headers), status)
    expect(document).toMatchObject({ success: false, message: expect.stringMatching(/./) })
    expect(deliver).not.toHaveBeenCalled()
  },
)

test('a body without a length is not read beyond the limit', async () => {
  let pulled = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1
      controller.enqueue(new Uint8Array(64 * 1024))
    },
  })
  const request = new Request('http://ingest/v1/readings', {
    method: 'POST',
    body: endless,
    headers: json,
    duplex: 'half',
  } as RequestInit)
  await expectProblem(await app.request(request), 413)
  expect(pulled).toBeLessThan(30)
})

test('a length that says more than the limit is refused before the body is read', async () => {
  const pull = vi.fn()
  const body = new ReadableStream({ pull }, { highWaterMark: 0 })
  const headers = { ...json, 'content-length': String(10 * 1024 * 1024) }
  const request = new Request('http://ingest/v1/readings', {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  } as RequestInit)
  await expectProblem(await app.request(request), 413)
  expect(pull).not.toHaveBeenCalled()
})

test('a bad line is named', async () => {
  const response = await post('/v1/readings', `${good}\n\n{bad`, { 'content-type': 'application/x-ndjson' })
  expect(await response.json()).toMatchObject({ detail: expect.stringContaining('line 3 ') })
})

test('at most 20 violations are named and all are counted', async () => {
  const response = await post(
    '/v1/readings',
    JSON.stringify(Array(1000).fill({ station: 'a', humidity: 900 })),
  )
  const document = await expectProblem(response, 422)
  expect(document.errors).toHaveLength(20)
  expect(document.detail).toBe('1000 rules are broken')
})

test.each([
  ['POST', '/'],
  ['POST', '/v1/readings/'],
  ['POST', '/V1/Readings'],
  ['GET', '/nowhere'],
])('%s %s is not there, and a problem document says so', async (method, path) => {
  await expectProblem(await app.request(path, { method }), 404)
})

test.each([
  ['GET', '/v1/readings'],
  ['PUT', '/weather'],
])('%s %s is answered with the method that is taken', async (method, path) => {
  const response = await app.request(path, { method })
  expect(response.headers.get('allow')).toBe('POST')
  await expectProblem(response, 405)
})

test('a body that is encoded is refused as such', async () => {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  await expectProblem(await app.request('/v1/readings', { method: 'POST', headers, body: '{}' }), 415)
})

test('whatever is sent is answered with 2xx or a problem document that names a 4xx', async () => {
  const types = ['application/json', 'application/x-ndjson', 'text/plain', 'application/json;charset=x', '']
  const keys = fc.constantFrom('station', 'temperature', 'observedAt', 'id', '__proto__', 'weather')
  const anyBody = fc.oneof(
    fc.string(),
    fc.json(),
    fc.dictionary(keys, fc.jsonValue()).map((input) => JSON.stringify(input)),
    fc.array(fc.dictionary(keys, fc.jsonValue())).map((input) => JSON.stringify(input)),
  )
  const anyPath = fc.constantFrom('/v1/readings', '/weather', '/tweet', '/api/weather')
  await fc.assert(
    fc.asyncProperty(anyPath, anyBody, fc.constantFrom(...types), async (path, body, type) => {
      const response = await post(path, body, { 'content-type': type })
      if (response.status < 300) return
      expect(response.status).toBeLessThan(500)
      await expectProblem(response, response.status)
    }),
  )
})

async function post(path: string, body: string, headers: Record<string, string> = json) {
  return await app.request(path, { method: 'POST', body, headers })
}

async function expectProblem(response: Response, status: number) {
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const document = problemSchema.parse(await response.json())
  expect(document.status).toBe(status)
  return document
}
