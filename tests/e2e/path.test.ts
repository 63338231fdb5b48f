import { setTimeout as sleep } from 'node:timers/promises'
import { credentials } from '@grpc/grpc-js'
import { expect, test, vi } from 'vitest'
import { WeatherService, WeatherTweetService } from '#lib/platform/proto.ts'
import { useBench } from './bench.ts'
import { get, post } from './requests.ts'

// Patient, so that on a slow machine too every answer names both brokers.
const bench = useBench({ ingest: { PATIENCE_MS: '10000' } })

test('a reading that is POSTed is in Valkey and in the API', async () => {
  const answer = await post(`${bench.pipeline.ingest}/v1/readings`, {
    station: 'Tikal',
    temperature: 31.5,
    pressure: 1009,
  })
  expect(answer.status).toBe(202)
  expect(answer.body).toMatchObject({
    accepted: 1,
    readings: [{ station: 'tikal', confirmedBy: ['kafka', 'rabbitmq'] }],
  })

  const shown = await shownBy('/v1/stations/tikal')
  expect(shown.body).toMatchObject({ station: 'tikal', temperature: 31.5, pressure: 1009, dialect: 'v1' })
  expect(await bench.valkey().hgetall('weather:latest:tikal')).toMatchObject({
    temperature: '31.5',
    pressure: '1009',
  })
  expect(await bench.valkey().smembers('weather:stations')).toContain('tikal')
})

test.for([
  ['/weather', { municipality: 'Amatitlán', temperature: 23, humidity: 60, weather: 'Sunny' }, 'amatitlan'],
  ['/clima', { municipality: 1, temperature: 24, humidity: 61, weather: 2 }, 'mixco'],
  ['/tweet', { municipality: 'guatemala', temperature: 25, humidity: 62, weather: 'cloudy' }, 'guatemala'],
  [
    '/weathertweet',
    { municipality: 'San José Pinula', temperature: 26, humidity: 63, weather: 'Stormy' },
    'san-jose-pinula',
  ],
  ['/api/weather', { municipality: 4, temperature: 27, humidity: 64, weather: 'Lluvioso' }, 'chinautla'],
] as const)(
  'the original client that posts to %s sees its municipality in the API',
  async ([path, message, station]) => {
    const answer = await post(`${bench.pipeline.ingest}${path}`, message)
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      message: 'confirmed by kafka and rabbitmq',
      success: true,
      id: expect.any(String),
    })
    const { temperature, humidity } = message
    expect((await shownBy(`/v1/stations/${station}`)).body).toMatchObject({
      id: answer.body.id,
      station,
      temperature,
      humidity,
    })
  },
)

test.for(['kafka-writer', 'rabbit-writer'] as const)(
  "the original's gRPC clients reach the store through %s",
  async (writer) => {
    const address = bench.pipeline.address(writer)
    const manual = new WeatherService(address, credentials.createInsecure())
    const assignment = new WeatherTweetService(address, credentials.createInsecure())
    try {
      const processed = await new Promise((resolve, reject) => {
        const request = { municipality: `Manual ${writer}`, temperature: 20, humidity: 50, weather: 'Rainy' }
        manual.processWeather(request, (error, reply) => (error ? reject(error) : resolve(reply)))
      })
      expect(processed).toEqual({ message: expect.stringContaining('confirmed by'), success: true })
      const tweeted = await new Promise((resolve, reject) => {
        const request = {
          municipality: 'chinautla',
          temperature: 19,
          humidity: 51,
          weather: 'foggy',
        } as const
        assignment.sendTweet(request, (error, reply) => (error ? reject(error) : resolve(reply)))
      })
      expect(tweeted).toEqual({ status: expect.stringContaining('confirmed by') })
    } finally {
      manual.close()
      assignment.close()
    }
    expect((await shownBy(`/v1/stations/manual-${writer}`)).body).toMatchObject({
      temperature: 20,
      condition: 'rainy',
    })
    await vi.waitFor(async () => {
      expect((await get(`${bench.pipeline.query}/v1/stations/chinautla`)).body).toMatchObject({
        temperature: 19,
        condition: 'foggy',
      })
    }, 10_000)
  },
)

test('fault 5: a reading that both brokers carry counts once', async () => {
  const before = await settledSummary()
  for (let n = 0; n < 50; n += 1)
    await post(`${bench.pipeline.ingest}/v1/readings`, { station: 'twice', temperature: n % 30 })
  await vi.waitFor(async () => {
    const now = await summary()
    expect(now.stored - before.stored).toBe(50)
    expect(now.duplicates - before.duplicates).toBe(50)
  }, 10_000)
})

test('fault 7: readings of one station in one second all count, and one that is sent again counts once', async () => {
  const before = await settledSummary()
  const observedAt = new Date().toISOString()
  const readings = Array.from({ length: 20 }, (_, n) => ({ station: 'quick', observedAt, temperature: n }))
  const [first, again] = [
    await post(`${bench.pipeline.ingest}/v1/readings`, readings),
    await post(`${bench.pipeline.ingest}/v1/readings`, readings),
  ]
  expect(again.body).toEqual(first.body)
  await vi.waitFor(async () => {
    const now = await summary()
    expect(now.stored - before.stored).toBe(20)
    expect(now.duplicates - before.duplicates).toBe(60)
  }, 10_000)
})

/** The summary when nothing is on its way any more. */
async function settledSummary() {
  for (let last = await summary(); ; ) {
    await sleep(500)
    const now = await summary()
    if (now.stored === last.stored && now.duplicates === last.duplicates) return now
    last = now
  }
}

async function summary(): Promise<{ stored: number; duplicates: number }> {
  return (await get(`${bench.pipeline.query}/v1/summary`)).body as { stored: number; duplicates: number }
}

function shownBy(path: string) {
  return vi.waitFor(async () => {
    const answer = await get(`${bench.pipeline.query}${path}`)
    expect(answer.status).toBe(200)
    return answer
  }, 10_000)
}

test('P8: query reads the store as a user who can do nothing else', async () => {
  const clients = String(await bench.valkey().call('CLIENT', 'LIST')).split('\n')
  const users = clients
    .filter((client) => client.includes(' name=query '))
    .map((client) => / user=(\S+)/.exec(client)?.[1])
  expect(new Set(users)).toEqual(new Set(['query']))
})
