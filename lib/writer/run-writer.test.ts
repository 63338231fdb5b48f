import { credentials, Server, ServerCredentials, status } from '@grpc/grpc-js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { noLog } from '#lib/platform/log.ts'
import { Health, ReadingWriter, WeatherService, WeatherTweetService } from '#lib/platform/proto.ts'
import { createMemoryBroker, createMemoryPublisher } from '#lib/testing/memory-publisher.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { until } from '#lib/testing/settled.ts'
import type { Publisher } from './publisher.ts'
import { toReadingMessage } from './reading-message.ts'
import { writerServices } from './run-writer.ts'

const memory = createMemoryBroker()
let publisher: Publisher
let server: Server
let address: string

beforeEach(async () => {
  Object.assign(memory, createMemoryBroker())
  publisher = createMemoryPublisher(memory, 'kafka')
  server = new Server()
  for (const { definition, handlers } of writerServices(publisher, noLog))
    server.addService(definition, { ...handlers })
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    )
  })
  address = `127.0.0.1:${port}`
})

afterEach(async () => {
  server.forceShutdown()
  await publisher[Symbol.asyncDispose]()
})

test('a batch goes over the wire, into the broker, and its ids come back', async () => {
  const readings = [sampleReading(), sampleReading({ quality: ['clock'], condition: 'foggy' })]
  const reply = await write(readings.map(toReadingMessage))
  expect(reply).toEqual({ confirmedBy: 'kafka', ids: readings.map(({ id }) => id) })
  expect(JSON.parse(memory.queue?.[0]?.body ?? '')).toEqual({ readings })
})

test('a broken reading is INVALID_ARGUMENT, and the next call is served', async () => {
  expect(await write([{ id: 'broken' }])).toBe(status.INVALID_ARGUMENT)
  expect(await write([toReadingMessage(sampleReading())])).toMatchObject({ confirmedBy: 'kafka' })
})

test('fault 1: a broker that is away is UNAVAILABLE', async () => {
  memory.state = 'away'
  expect(await write([toReadingMessage(sampleReading())])).toBe(status.UNAVAILABLE)
})

test('fault 6: a number that is none is INVALID_ARGUMENT', async () => {
  expect(await write([{ ...toReadingMessage(sampleReading()), temperature: Number.NaN }])).toBe(
    status.INVALID_ARGUMENT,
  )
})

test('the original’s two services answer', async () => {
  const weather = new WeatherService(address, credentials.createInsecure())
  const tweets = new WeatherTweetService(address, credentials.createInsecure())
  const message = { temperature: 23, humidity: 60 }
  const answers = await Promise.all([
    new Promise((resolve) =>
      weather.processWeather({ ...message, municipality: 'Amatitlán', weather: 'Stormy' }, (error, reply) =>
        resolve(error ?? reply),
      ),
    ),
    new Promise((resolve) =>
      tweets.sendTweet({ ...message, municipality: 'amatitlan', weather: 1 }, (error, reply) =>
        resolve(error ?? reply),
      ),
    ),
  ])
  expect(answers).toEqual([
    { message: 'confirmed by kafka', success: true },
    { status: 'confirmed by kafka' },
  ])
  weather.close()
  tweets.close()
})

test('P7: health answers while the broker is away; the services say that they do not serve', async () => {
  const client = new Health(address, credentials.createInsecure())
  const check = (service: string) =>
    new Promise((resolve) => client.check({ service }, (error, reply) => resolve(error ?? reply?.status)))
  const service = 'chaac.weather.v1.ReadingWriter'
  await until(2_000, async () => (await check(service)) === 'SERVING')
  memory.state = 'away'
  expect(await check(service)).toBe('NOT_SERVING')
  expect(await check('')).toBe('SERVING')
  client.close()
})

/** The reply, or the status code of the refusal. */
async function write(readings: ReturnType<typeof toReadingMessage>[]): Promise<unknown> {
  const client = new ReadingWriter(address, credentials.createInsecure())
  const answer = await new Promise((resolve) =>
    client.writeReadings({ readings }, { deadline: Date.now() + 5_000 }, (error, reply) =>
      resolve(error ? error.code : reply),
    ),
  )
  client.close()
  return answer
}
