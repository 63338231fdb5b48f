import { expect, test } from 'vitest'
import { noLog } from '#lib/platform/log.ts'
import { NOON, sampleReading } from '#lib/testing/readings.ts'
import { createApp } from './app.ts'
import { createLive } from './live/live.ts'
import { refusedSchema, seriesSchema } from './schemas.ts'
import { createMemoryPicture } from './testing/memory-picture.ts'

const script = { type: 'text/javascript', body: new TextEncoder().encode('const rain = 1') }
const reading = sampleReading({ municipality: 'flores', quality: ['clock', 'spike'] })
const refused = ['3-0', '2-0', '1-0'].map((id) => {
  return {
    id,
    at: new Date(NOON).toISOString(),
    broker: 'kafka',
    reason: 'a "reason", long',
    reading: { a: 1 },
  }
})
const { picture } = createMemoryPicture({
  stations: ['amatitlan', 'quiet'],
  readings: { amatitlan: reading, quiet: sampleReading({ station: 'quiet' }) },
  municipalities: { flores: { municipality: 'flores', name: 'Flores', readings: 2, temperature: 20.5 } },
  steps: {
    amatitlan: [
      { at: NOON - 20_000, readings: 1, means: { temperature: 10 } },
      { at: NOON - 10_000, readings: 3, means: { temperature: 20 } },
    ],
  },
  refused,
})
const live = createLive({ picture, log: noLog, limit: 1 })
const page = { html: '<!doctype html><title>Chaac</title>', assets: new Map([['main-ABC.js', script]]) }
const app = createApp({ picture, live, page, log: noLog, now: () => NOON })
const get = async (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })

test.each([
  [undefined, 'application/json'],
  ['*/*', 'application/json'],
  ['text/html,application/xhtml+xml,*/*;q=0.8', 'application/json'],
  ['text/csv', 'text/csv'],
  ['text/*', 'text/csv'],
  ['application/json;q=0.5, text/csv', 'text/csv'],
  ['application/json;q=0, */*', 'text/csv'],
])('Accept: %s is answered with %s', async (accept, type) => {
  const response = await get('/v1/stations', accept === undefined ? {} : { accept })
  expect(response.headers.get('content-type')).toContain(type)
  expect(response.headers.get('vary')).toMatch(/accept/i)
})

test('a client that accepts neither form is told which there are', async () => {
  const response = await get('/v1/summary', { accept: 'image/png' })
  expect(response.status).toBe(406)
  expect(await response.json()).toMatchObject({ detail: 'there is application/json and text/csv' })
})

test.each([
  ['/v1/stations/amatitlan', `amatitlan,${reading.observedAt},${reading.receivedAt},flores,23,`],
  ['/v1/municipalities', 'flores,Flores,2,20.5,'],
  ['/v1/stations/amatitlan/series?from=-1m', '2026-05-01T11:59:40.000Z,1,10'],
  ['/v1/refused', '2026-05-01T12:00:00.000Z,kafka,"a ""reason"", long","{""a"":1}",3-0'],
])('%s as CSV has a head and rows, quoted as RFC 4180 says', async (path, row) => {
  const response = await get(`${path}${path.includes('?') ? '&' : '?'}format=csv`)
  const [head = '', first = ''] = (await response.text()).split('\r\n')
  expect(head).toMatch(/^[\w,]+$/)
  expect(first).toContain(row)
})

test('a series is downsampled on the server', async () => {
  const body = await (await get('/v1/stations/amatitlan/series?from=-1m&step=60')).json()
  expect(seriesSchema.parse(body)).toEqual({
    from: '2026-05-01T11:59:00.000Z',
    to: '2026-05-01T12:00:00.000Z',
    step: 60,
    measurements: ['temperature'],
    points: [{ at: '2026-05-01T11:59:00.000Z', readings: 4, temperature: 17.5 }],
  })
})

test('a station whose first step is not over has an empty series, one that is not there has none', async () => {
  expect(await (await get('/v1/stations/quiet/series')).json()).toMatchObject({ points: [] })
  expect((await get('/v1/stations/nowhere/series')).status).toBe(404)
  expect((await get('/v1/municipalities/nowhere/series')).status).toBe(404)
})

test('the pages together are all refusals, the newest first', async () => {
  const first = refusedSchema.parse(await (await get('/v1/refused?limit=2')).json())
  expect(first).toMatchObject({ refused: [{ id: '3-0' }, { id: '2-0' }], next: '2-0' })
  const last = refusedSchema.parse(await (await get(`/v1/refused?limit=2&before=${first.next}`)).json())
  expect(last.refused).toHaveLength(1)
  expect(last).not.toHaveProperty('next')
})

test.each(['/v1/stations', '/v1/series', '/openapi.json', '/'])(
  '%s is not sent again to who has it',
  async (path) => {
    const first = await get(path)
    const etag = first.headers.get('etag') ?? ''
    const again = await get(path, { 'if-none-match': etag })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
    expect(again.headers.get('etag')).toBe(etag)
    expect((await get(path, { 'if-none-match': '"another"' })).status).toBe(200)
  },
)

test.each(['/v1/stations', '/v1/live', '/'])('HEAD %s has the headers of GET, and no body', async (path) => {
  const response = await app.request(path, { method: 'HEAD' })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).not.toBeNull()
  expect(await response.text()).toBe('')
})

test('HEAD does not take the place of one who listens', async () => {
  for (let n = 0; n < 3; n += 1) {
    expect((await app.request('/v1/live', { method: 'HEAD' })).status).toBe(200)
  }
})

test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('%s is refused with what is allowed', async (method) => {
  const response = await app.request('/v1/stations/amatitlan', { method })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('GET, HEAD')
  expect(response.headers.get('content-type')).toBe('application/problem+json')
})

test('the page loads nothing but files from here, and nobody frames it', async () => {
  const response = await get('/')
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
})

test('a file of the page is kept for ever, and no other file is there', async () => {
  const response = await get('/assets/main-ABC.js')
  expect(response.headers.get('cache-control')).toContain('immutable')
  expect(await response.text()).toBe('const rain = 1')
  expect((await get('/assets/main-ABD.js')).status).toBe(404)
  expect((await get('/assets/..%2fmain.mjs')).status).toBe(404)
})
