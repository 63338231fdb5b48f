import { Server, ServerCredentials, status } from '@grpc/grpc-js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PermanentError, TransientError } from '#lib/platform/errors.ts'
import { ReadingWriter } from '#lib/platform/proto.ts'
import { within } from '#lib/platform/within.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { outcomeOf, until } from '#lib/testing/settled.ts'
import { createTcpProxy, type TcpProxy } from '#lib/testing/tcp-proxy.ts'
import { fromReadingMessage } from '#lib/writer/reading-message.ts'
import type { ReadingWriterHandlers } from '#proto/chaac/weather/v1/ReadingWriter.ts'
import { createWriterClient, type WriterClient } from './writer-client.ts'

const got: unknown[] = []
let refusal: { code: status; details: string } | undefined
let server: Server
let proxy: TcpProxy
let client: WriterClient

beforeEach(async () => {
  got.length = 0
  refusal = undefined
  server = new Server()
  const handlers: ReadingWriterHandlers = {
    WriteReadings({ request }, reply) {
      if (refusal) return reply(refusal)
      got.push(...request.readings.map(fromReadingMessage))
      reply(null, { confirmedBy: 'kafka', ids: [] })
    },
  }
  server.addService(ReadingWriter.service, { ...handlers })
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    )
  })
  proxy = await createTcpProxy(`127.0.0.1:${port}`)
  client = createWriterClient(proxy.addr)
})

afterEach(async () => {
  await client[Symbol.asyncDispose]()
  await proxy[Symbol.asyncDispose]()
  server.forceShutdown()
})

test('readings arrive as they are', async () => {
  const readings = [sampleReading(), sampleReading({ condition: 'foggy', quality: ['clock'] })]
  await client.write(readings)
  expect(got).toEqual(readings)
})

test.each([
  [status.INVALID_ARGUMENT, PermanentError],
  [status.UNAVAILABLE, TransientError],
])('status %d of the writer tells whether to try again', async (code, kind) => {
  refusal = { code, details: 'kafka is away' }
  const outcome = await outcomeOf(client.write([sampleReading()]))
  expect(outcome).toBeInstanceOf(kind)
  expect(outcome).toHaveProperty('message', 'kafka is away')
})

test('P1: a writer that is not there fails calls at once: it is not waited for', async () => {
  await proxy.refuse()
  expect(await within(3_000, outcomeOf(client.write([sampleReading()])))).toBeInstanceOf(TransientError)
})

test('fault 4: when the writer is back, calls go through again', async () => {
  await client.write([sampleReading()])
  await proxy.refuse()
  await outcomeOf(client.write([sampleReading()]))
  await proxy.heal()
  await until(5_000, async () => (await outcomeOf(client.write([sampleReading()]))) === 'confirmed')
})

test('fault 4: many calls share one connection', async () => {
  await Promise.all(Array.from({ length: 100 }, () => client.write([sampleReading()])))
  expect(got).toHaveLength(100)
  expect(proxy.accepted).toBe(1)
})

test('a connection that is cut in the middle of a call is a failure that passes', async () => {
  await client.write([sampleReading()])
  proxy.freeze()
  const outcome = outcomeOf(client.write([sampleReading()]))
  proxy.cut()
  expect(await within(3_000, outcome)).toBeInstanceOf(TransientError)
})

test('a connection that stays open but is dead is given up for a new one', { timeout: 20_000 }, async () => {
  await client.write([sampleReading()])
  proxy.strand()
  await until(15_000, async () => (await outcomeOf(client.write([sampleReading()]))) === 'confirmed')
  expect(proxy.accepted).toBe(2)
})
