import { expect, test } from 'vitest'
import type { Reading } from '#lib/domain/reading.ts'
import { readingSchema } from '#lib/domain/reading.ts'
import { TransientError } from '#lib/platform/errors.ts'
import { problemSchema } from '#lib/platform/problem.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { createApp } from './app.ts'
import { createLive } from './live/live.ts'
import type { Counters, Quality } from './picture.ts'
import { stationsSchema, summarySchema } from './schemas.ts'
import { createMemoryPicture } from './testing/memory-picture.ts'

const counters: Counters = {
  stored: 3,
  duplicates: 2,
  late: 1,
  refused: 0,
  delivered: { kafka: 3, rabbitmq: 3 },
}

test('the pages together are all stations, each once, in order', async () => {
  const slugs = Array.from({ length: 25 }, (_, index) => `s${String(index).padStart(2, '0')}`)
  const { get } = createBench(slugs)
  const found: string[] = []
  for (let after: string | undefined, page = 0; page === 0 || after !== undefined; page++) {
    const response = await get(`/v1/stations?limit=10${after === undefined ? '' : `&after=${after}`}`)
    const { stations, next } = stationsSchema.parse(await response.json())
    expect(stations.length).toBeLessThanOrEqual(10)
    found.push(...stations.map(({ station }) => station))
    after = next
  }
  expect(found).toEqual(slugs)
})

test('a last page that is full has no next', async () => {
  const body = await (await createBench(['a', 'b']).get('/v1/stations?limit=2')).json()
  expect(body).not.toHaveProperty('next')
})

test('without a limit a page has 100 stations', async () => {
  const slugs = Array.from({ length: 150 }, (_, index) => `s${index}`).sort()
  const { stations } = stationsSchema.parse(await (await createBench(slugs).get('/v1/stations')).json())
  expect(stations).toHaveLength(100)
})

test('a page may begin behind a station that is gone', async () => {
  const body = await (await createBench(['a', 'c']).get('/v1/stations?after=b')).json()
  expect(stationsSchema.parse(body).stations.map(({ station }) => station)).toEqual(['c'])
})

test('a page behind the last station is empty', async () => {
  expect(await (await createBench(['a']).get('/v1/stations?after=z')).json()).toEqual({ stations: [] })
})

test('a station that leaves the window while a page is made is left out', async () => {
  const { get } = createBench(['a', 'gone', 'z'], { gone: undefined })
  const { stations } = stationsSchema.parse(await (await get('/v1/stations')).json())
  expect(stations.map(({ station }) => station)).toEqual(['a', 'z'])
})

test('an empty store is an empty page and zeros, not an error', async () => {
  const { get } = createBench([])
  expect(await (await get('/v1/stations')).json()).toEqual({ stations: [] })
  expect(await (await get('/v1/summary')).json()).toMatchObject({ stations: 0 })
})

test.each([
  'limit=0',
  'limit=1001',
  'limit=-1',
  'limit=1.5',
  'limit=many',
  'limit=',
  'limit=NaN',
  'limit=Infinity',
  'after=Amatitlan',
  'after=',
  'after=a%0Ab',
])('?%s breaks a rule', async (query) => {
  const response = await createBench(['a']).get(`/v1/stations?${query}`)
  const problem = await expectProblem(response, 422)
  expect(problem.errors).toMatchObject([{ pointer: `/${query.split('=')[0]}` }])
})

test.each(['amatitlan', 'Amatitl%C3%A1n', 'AMATITLAN', '%20amatitlan!', 'amatitla%CC%81n'])(
  'a station is found by any spelling of its name: %s',
  async (name) => {
    const response = await createBench(['amatitlan']).get(`/v1/stations/${name}`)
    expect(response.status).toBe(200)
    expect(readingSchema.parse(await response.json())).toEqual(latest('amatitlan'))
  },
)

test.each(['nowhere', '__proto__', 'constructor', '..%2f..%2fetc'])(
  'there is no station %s',
  async (name) => {
    await expectProblem(await createBench(['amatitlan']).get(`/v1/stations/${name}`), 404)
  },
)

test.each(['!!!', '%F0%9F%8C%A7', 'x'.repeat(65)])('%s cannot be the name of a station', async (name) => {
  await expectProblem(await createBench([]).get(`/v1/stations/${name}`), 422)
})

test.each(['%', '%E0%A4%A', '%00'])(
  'a name that cannot be decoded is no more than a problem: %s',
  async (name) => {
    const response = await createBench([]).get(`/v1/stations/${name}`)
    expect([404, 422]).toContain(response.status)
  },
)

test('the summary says how many values have failed each check, in both forms', async () => {
  const quality = { range: 1, consistency: 0, step: 2, persistence: 60, neighbours: 0 }
  const { get } = createBench([], {}, undefined, quality)
  expect(summarySchema.parse(await (await get('/v1/summary')).json()).quality).toEqual(quality)
  const [head = '', row = ''] = (await (await get('/v1/summary?format=csv')).text()).split(/\r?\n/)
  expect(head).toMatch(/,range,consistency,step,persistence,neighbours$/)
  expect(row).toMatch(/,1,0,2,60,0$/)
})

test('fault 5: the summary counts a reading once, and its deliveries by broker apart', async () => {
  const body = await (await createBench(['a', 'b']).get('/v1/summary')).json()
  expect(summarySchema.parse(body)).toEqual({
    stations: 2,
    readings: 0,
    silent: 0,
    ...counters,
    deadLetters: 4,
  })
})

test.each([
  ...[
    '/v1/stations',
    '/v1/stations/a',
    '/v1/stations/a/series',
    '/v1/summary',
    '/v1/conditions',
    '/v1/refused',
  ],
  ...['/v1/municipalities', '/v1/municipalities/a', '/v1/municipalities/a/series', '/v1/series'],
])('%s: while the store is away 503 and when to ask again', async (path) => {
  const { get, logged } = createBench(['a'], {}, new TransientError('valkey: connection refused'))
  const response = await get(path)
  expect(response.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  await expectProblem(response, 503)
  expect(logged()).toEqual([])
})

test('what is unexpected is a 503 that tells nothing of the inside, and is logged', async () => {
  const { get, logged } = createBench(['a'], {}, new TypeError('a mistake of ours'))
  const problem = await expectProblem(await get('/v1/summary'), 503)
  expect(JSON.stringify(problem)).not.toContain('mistake')
  expect(logged()).toEqual(['request.failed'])
})

test('a path that is not there is a problem', async () => {
  await expectProblem(await createBench([]).get('/v2/stations'), 404)
})

test('P7: health answers while the store is away', async () => {
  const { get } = createBench([], {}, new TransientError('away'))
  for (const path of ['/healthz/live', '/healthz/ready']) expect((await get(path)).status).toBe(200)
})

/** The API over a picture in memory. */
function createBench(
  slugs: string[],
  readings: Record<string, Reading | undefined> = {},
  failure?: Error,
  quality?: Quality,
) {
  const { log, events } = createRecordingLog()
  const { picture } = createMemoryPicture({
    stations: slugs,
    readings: { ...Object.fromEntries(slugs.map((slug) => [slug, latest(slug)])), ...readings },
    overview: {
      overall: { readings: 0, silent: 0 },
      counters,
      deadLetters: 4,
      averages: { temperature: {}, humidity: {} },
      conditions: {},
      ...(quality && { quality }),
    },
    failure,
  })
  const live = createLive({ picture, log, limit: 1 })
  const app = createApp({ picture, live, page: { html: '', assets: new Map() }, log })
  return { get: async (path: string) => app.request(path), logged: events }
}

function latest(station: string): Reading {
  const id = `00000000-0000-7000-8000-${Buffer.from(station).toString('hex').slice(0, 12).padEnd(12, '0')}`
  return sampleReading({ id, station })
}

async function expectProblem(response: Response, status: number) {
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return problemSchema.parse(await response.json())
}
