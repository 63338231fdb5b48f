import { expect, test } from 'vitest'
import type { Reading } from '#lib/domain/reading.ts'
import { TransientError } from '#lib/platform/errors.ts'
import { problemSchema } from '#lib/platform/problem.ts'
import { NOON } from '#lib/testing/readings.ts'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { isOpen } from '#lib/testing/settled.ts'
import { admitAll } from './admission.ts'
import { createApp } from './app.ts'
import { classic } from './dialects/classic.ts'
import { v1 } from './dialects/v1.ts'
import { createLane, type WriteReadings } from './lane.ts'
import { createRoute, type Deliver } from './route.ts'

const reading = { station: 'Amatitlán', temperature: 23 }
const message = { municipality: 'Amatitlán', temperature: 23, humidity: 60, weather: 'Sunny' }

test('one reading: 202 with its id, its station and who has confirmed it', async () => {
  const response = await createBench().post('/v1/readings', reading)
  expect(response.status).toBe(202)
  expect(await response.json()).toEqual({
    accepted: 1,
    readings: [{ id: expect.any(String), station: 'amatitlan', confirmedBy: ['kafka', 'rabbitmq'] }],
  })
})

test('an array of 1,000: 202, each reading in the order of the request', async () => {
  const bench = createBench()
  const stations = Array.from({ length: 1000 }, (_, index) => `s${index}`)
  const response = await bench.post(
    '/v1/readings',
    stations.map((station) => ({ station, temperature: 1 })),
  )
  const body = (await response.json()) as { accepted: number; readings: { station: string }[] }
  expect([response.status, body.accepted]).toEqual([202, 1000])
  expect(body.readings.map(({ station }) => station)).toEqual(stations)
  expect(bench.written('kafka')).toHaveLength(1000)
})

test('JSON lines: 202, each line a reading', async () => {
  const lines = [reading, { station: 'mixco', humidity: 5 }].map((line) => JSON.stringify(line)).join('\r\n')
  const response = await createBench().post('/v1/readings', lines, {
    'content-type': 'Application/X-NDJSON; charset=utf-8',
  })
  expect(await response.json()).toMatchObject({
    accepted: 2,
    readings: [{ station: 'amatitlan' }, { station: 'mixco' }],
  })
})

test.each(['/weather', '/clima', '/tweet', '/weathertweet', '/api/weather'])(
  'the three spellings of the original on %s: 200 with message, success and id',
  async (path) => {
    const bench = createBench()
    const spellings = [
      message,
      { ...message, municipality: 3, weather: 1 },
      { ...message, municipality: 'amatitlan', weather: 'sunny' },
    ]
    for (const spelling of spellings) {
      const response = await bench.post(path, spelling)
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual({
        message: 'confirmed by kafka and rabbitmq',
        success: true,
        id: expect.any(String),
      })
    }
    const said = bench.written('kafka').map(({ id: _, ...rest }) => rest)
    expect(said).toEqual(Array(3).fill(said[0]))
  },
)

test.each(['Application/JSON', 'application/json; charset=utf-8', 'application/json ;charset="UTF-8"'])(
  'the content type may be written %s',
  async (contentType) => {
    const response = await createBench().post('/v1/readings', reading, { 'content-type': contentType })
    expect(response.status).toBe(202)
  },
)

test('P1: nothing is answered before a broker has confirmed', async () => {
  const kafka = Promise.withResolvers<void>()
  const answer = createBench({ kafka: () => kafka.promise, rabbitmq: () => kafka.promise }).post(
    '/v1/readings',
    reading,
  )
  expect(await isOpen(answer)).toBe(true)
  kafka.resolve()
  expect((await answer).status).toBe(202)
})

test('P1: with one broker away the answer names the other', async () => {
  const response = await createBench({ kafka: away('kafka') }).post('/v1/readings', reading)
  expect(await response.json()).toMatchObject({ readings: [{ confirmedBy: ['rabbitmq'] }] })
})

test.each(['/v1/readings', '/weather'])(
  'fault 1: 200 is never answered when both publishes failed: %s answers 503 and names both, without what they said',
  async (path) => {
    const bench = createBench({ kafka: away('kafka'), rabbitmq: away('rabbitmq') })
    const response = await bench.post(path, path === '/weather' ? message : reading)
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
    const problem = problemSchema.parse(await response.json())
    expect(problem.detail).toMatch(/kafka did not confirm.*rabbitmq did not confirm/)
    expect(problem.detail).not.toContain('is away')
  },
)

test('the original’s clients find message and success in a 503 too', async () => {
  const bench = createBench({ kafka: away('kafka'), rabbitmq: away('rabbitmq') })
  const body = await (await bench.post('/weather', message)).json()
  expect(body).toMatchObject({ success: false, message: expect.stringContaining('kafka did not confirm') })
})

test('what is unexpected is a 503 that tells nothing of the inside, and is logged', async () => {
  const bench = createBench({}, () => Promise.reject(new TypeError('password of kafka is undefined')))
  const response = await bench.post('/v1/readings', reading)
  expect(response.status).toBe(503)
  expect(response.headers.has('retry-after')).toBe(true)
  expect(await response.text()).not.toContain('password')
  expect(bench.logged()).toEqual(['request.failed'])
})

test('a request that is sent again under its Idempotency-Key is the same reading', async () => {
  const { post } = createBench()
  const send = async () => (await post('/weather', message, { 'idempotency-key': 'k-1' })).json()
  expect(await send()).toEqual(await send())
})

test.each(['', 'k'.repeat(256)])('an Idempotency-Key of a wrong length is refused', async (key) => {
  const bench = createBench()
  const response = await bench.post('/v1/readings', reading, { 'idempotency-key': key })
  expect(response.status).toBe(422)
  expect(await response.text()).toContain('Idempotency-Key')
  expect(bench.written('kafka')).toEqual([])
})

test('P6: a clock that cannot be right costs a flag, not the reading', async () => {
  const bench = createBench()
  expect((await bench.post('/v1/readings', { ...reading, observedAt: '1970-01-01T00:00:00Z' })).status).toBe(
    202,
  )
  expect(bench.written('kafka')).toMatchObject([
    { quality: ['clock'], observedAt: new Date(NOON).toISOString() },
  ])
})

test('health tells how the writers are and what was counted', async () => {
  const bench = createBench({ kafka: away('kafka') })
  await bench.post('/v1/readings', [reading, reading])
  await bench.post('/weather', message)
  expect(await (await bench.app.request('/health')).json()).toEqual({
    status: 'ok',
    writers: { kafka: 'closed' },
    accepted: 3,
    confirmed: { kafka: 0, rabbitmq: 3 },
  })
})

test.each(['/healthz/live', '/healthz/ready'])('P7: %s answers while every writer is away', async (path) => {
  const { app } = createBench({ kafka: away('kafka'), rabbitmq: away('rabbitmq') })
  expect((await app.request(path)).status).toBe(200)
})

/** The whole of ingest over writers that note what they are given. */
function createBench(writers: { kafka?: WriteReadings; rabbitmq?: WriteReadings } = {}, deliver?: Deliver) {
  const noted: Record<'kafka' | 'rabbitmq', Reading[]> = { kafka: [], rabbitmq: [] }
  const { log, events } = createRecordingLog()
  const lane = (broker: 'kafka' | 'rabbitmq') =>
    createLane(broker, async (readings) => {
      await writers[broker]?.(readings)
      noted[broker].push(...readings)
    })
  const app = createApp({
    dialects: [v1, classic],
    admit: admitAll,
    deliver: deliver ?? createRoute('both', { kafka: lane('kafka'), rabbitmq: lane('rabbitmq') }, 500),
    writers: () => ({ kafka: 'closed' }),
    retention: 3_600_000,
    retryAfter: 2,
    log,
    now: () => NOON,
  })
  return {
    app,
    logged: events,
    written: (broker: 'kafka' | 'rabbitmq') => noted[broker],
    async post(path: string, body: unknown, headers: Record<string, string> = {}) {
      return await app.request(path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      })
    },
  }
}

function away(broker: string): WriteReadings {
  return () => Promise.reject(new TransientError(`${broker} is away`))
}
