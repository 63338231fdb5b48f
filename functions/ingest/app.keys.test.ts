import { expect, test, vi } from 'vitest'
import { createLimiter } from '#lib/platform/limiter.ts'
import { toNetworks } from '#lib/platform/networks.ts'
import { problemSchema } from '#lib/platform/problem.ts'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { aKey, aRegistry } from '#lib/testing/stations.ts'
import { createAdmission } from './admission.ts'
import { createApp } from './app.ts'
import { classic } from './dialects/classic.ts'
import { v1 } from './dialects/v1.ts'
import type { Deliver } from './route.ts'

const PLANTED = 'sturdy-heron-42'
const tikal = aKey()
const mixco = aKey()
const registry = aRegistry([
  { id: 'tikal', keys: [tikal.entry] },
  { id: 'mixco', keys: [mixco.entry] },
  { id: 'slow', readingsPerMinute: 1 },
  { id: 'coast', limits: { temperature: { min: 5 } } },
])
const reading = { station: 'Tikal', temperature: 23 }
const message = { municipality: 'Mixco', temperature: 23, humidity: 60, weather: 'Sunny' }
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

test.each([
  ['Authorization: Bearer', bearer(tikal.key.reveal())],
  ['authorization: bearer, in small letters', { authorization: `bearer  ${tikal.key.reveal()}` }],
  ['X-Station-Key', { 'x-station-key': tikal.key.reveal() }],
])('%s opens the door', async (_, headers) => {
  expect((await createBench().post('/v1/readings', reading, headers)).status).toBe(202)
})

test.each<[string, Record<string, string>, number]>([
  ['no key', {}, 401],
  ['an empty one', bearer(''), 401],
  ['another scheme', { authorization: `Basic ${btoa(`tikal:${tikal.key.reveal()}`)}` }, 401],
  ['a wrong key', bearer(PLANTED), 401],
  ['a wrong key in the other header', { 'x-station-key': PLANTED }, 401],
  ["another station's key", bearer(mixco.key.reveal()), 403],
])('%s: a problem document, nothing written, nothing told, counted', async (_, headers, status) => {
  const { post, deliver, app, lines } = createBench()
  const response = await post('/v1/readings', reading, headers)
  expect(response.status).toBe(status)
  expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null)
  const text = await response.text()
  expect(problemSchema.parse(JSON.parse(text)).status).toBe(status)
  for (const secret of [PLANTED, tikal.key.reveal(), mixco.key.reveal()]) expect(text).not.toContain(secret)
  expect(deliver).not.toHaveBeenCalled()
  expect(lines).toEqual([])
  expect(await (await app.request('/health')).json()).toMatchObject({
    accepted: 0,
    refused: { unauthorized: status === 401 ? 1 : 0, forbidden: status === 403 ? 1 : 0 },
  })
})

test('what the climate of a station does not allow is flagged, and what nobody believes too', async () => {
  const { post, deliver } = createBench()
  const flagsOf = async (temperature: number) => {
    await post('/v1/readings', { station: 'coast', temperature })
    return deliver.mock.lastCall?.[0][0]?.quality
  }
  expect(await flagsOf(5)).toBeUndefined()
  expect(await flagsOf(4.9)).toEqual(['range-temperature'])
  expect(await flagsOf(54.5)).toEqual(['range-temperature'])
})

test("the original's clients find message and success in a refusal", async () => {
  const { post } = createBench()
  expect(await (await post('/weather', message)).json()).toMatchObject({
    success: false,
    message: 'the key is missing',
    status: 401,
  })
  expect((await post('/weather', message, bearer(mixco.key.reveal()))).status).toBe(200)
})

test('too many wrong keys, and too many readings, are told when to come back', async () => {
  const { post } = createBench()
  for (let n = 0; n < 2; n += 1) await post('/v1/readings', reading, bearer(PLANTED))
  const locked = await post('/v1/readings', reading, bearer(PLANTED))
  expect([locked.status, locked.headers.get('retry-after')]).toEqual([429, '30'])
  const slow = { station: 'slow', temperature: 1 }
  expect((await post('/v1/readings', slow)).status).toBe(202)
  const late = await post('/v1/readings', slow)
  expect([late.status, late.headers.get('retry-after')]).toEqual([429, '60'])
})

test('behind a trusted proxy each sender is counted by itself, whatever it forges', async () => {
  const { post } = createBench()
  const from = (chain: string) => ({ ...bearer(PLANTED), 'x-forwarded-for': chain })
  for (let n = 0; n < 2; n += 1) await post('/v1/readings', reading, from(`198.51.100.${n}, 203.0.113.9`))
  expect((await post('/v1/readings', reading, from('192.0.2.7, 203.0.113.9'))).status).toBe(429)
  expect((await post('/v1/readings', reading, from('203.0.113.9, 203.0.113.10'))).status).toBe(401)
})

test('a forwarded address is not believed when no proxy is trusted', async () => {
  const { post } = createBench([])
  const statuses: number[] = []
  for (let n = 0; n < 3; n += 1) {
    const headers = { ...bearer(PLANTED), 'x-forwarded-for': `203.0.113.${n}` }
    statuses.push((await post('/v1/readings', reading, headers)).status)
  }
  expect(statuses).toEqual([401, 401, 429])
})

function createBench(trusted: readonly string[] = ['10.0.0.0/8']) {
  const deliver = vi.fn<Deliver>(async (readings) =>
    readings.map((each) => ({ reading: each, confirmedBy: ['kafka'] })),
  )
  const { log, lines } = createRecordingLog()
  const app = createApp({
    dialects: [v1, classic],
    admit: createAdmission({
      registry: () => registry,
      mode: 'open',
      readingsPerMinute: 0,
      keyFailuresPerMinute: 2,
      createLimiter: () => createLimiter(100, () => 0),
    }),
    isTrusted: toNetworks(trusted),
    deliver,
    writers: () => ({}),
    retention: 3_600_000,
    retryAfter: 2,
    log,
  })
  return {
    app,
    deliver,
    lines,
    async post(path: string, body: object, headers: Record<string, string> = {}) {
      const init = {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }
      return await app.request(path, init, { incoming: { socket: { remoteAddress: '10.1.2.3' } } })
    },
  }
}
