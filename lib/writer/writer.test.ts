import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ReadingsEvent, sourceOf } from '#lib/domain/event.ts'
import { timeOfId } from '#lib/domain/reading-id.ts'
import { PermanentError, TransientError } from '#lib/platform/errors.ts'
import { ReadingWriter } from '#lib/platform/proto.ts'
import { anyReadings, NOON, sampleReading } from '#lib/testing/readings.ts'
import { isOpen } from '#lib/testing/settled.ts'
import type { WriteReadingsRequest } from '#proto/chaac/weather/v1/WriteReadingsRequest.ts'
import type { Publisher } from './publisher.ts'
import { toReadingMessage } from './reading-message.ts'
import { createWriter } from './writer.ts'

const { requestSerialize, requestDeserialize } = ReadingWriter.service.WriteReadings

test('one call becomes one event with all of its readings, in their order', async () => {
  await fc.assert(
    fc.asyncProperty(anyReadings, async (readings) => {
      const { writer, events } = createBench()
      await writer.writeReadings(request(readings.map(toReadingMessage)))
      expect(events.map((event) => event.readings)).toEqual([readings])
    }),
  )
})

test('the answer names the broker and the ids, in the order of the call', async () => {
  const readings = [sampleReading(), sampleReading(), sampleReading()]
  const { writer } = createBench('rabbitmq')
  expect(await writer.writeReadings(request(readings.map(toReadingMessage)))).toEqual({
    confirmedBy: 'rabbitmq',
    ids: readings.map(({ id }) => id),
  })
})

test.each(['kafka', 'rabbitmq'] as const)(
  'events of the %s writer tell where they come from',
  async (broker) => {
    const { writer, events } = createBench(broker)
    await writer.writeReadings(request([toReadingMessage(sampleReading())]))
    expect(events[0]).toMatchObject({ source: sourceOf[broker], time: new Date(NOON).toISOString() })
  },
)

test('fault 6: each event has an id of its own, a UUID of version 7 of its time', async () => {
  const { writer, events } = createBench()
  for (let call = 0; call < 2; call++)
    await writer.writeReadings(request([toReadingMessage(sampleReading())]))
  expect(new Set(events.map(({ id }) => id)).size).toBe(2)
  expect(events.map(({ id }) => [id[14], timeOfId(id)])).toEqual(Array(2).fill(['7', NOON]))
})

test('P1: no answer before the broker has confirmed', async () => {
  const broker = Promise.withResolvers<void>()
  const { writer } = createBench('kafka', () => broker.promise)
  const answer = writer.writeReadings(request([toReadingMessage(sampleReading())]))
  expect(await isOpen(answer)).toBe(true)
  broker.resolve()
  expect(await answer).toMatchObject({ confirmedBy: 'kafka' })
})

test('fault 1: what the broker did not confirm is an error, never a success', async () => {
  const { writer } = createBench('kafka', () => Promise.reject(new TransientError('kafka is away')))
  const classic = { municipality: 'mixco', temperature: 20, humidity: 50, weather: 'rainy' }
  const tweet = { ...classic, municipality: 'mixco', weather: 'rainy' } as const
  const calls = [
    writer.writeReadings(request([toReadingMessage(sampleReading())])),
    writer.processWeather(classic),
    writer.sendTweet(tweet),
  ]
  for (const call of calls) await expect(call).rejects.toThrow(TransientError)
})

test.each([0, 257])('a call with %d readings is refused', async (size) => {
  const { writer, events } = createBench()
  const readings = Array.from({ length: size }, () => toReadingMessage(sampleReading()))
  await expect(writer.writeReadings(request(readings))).rejects.toThrow(PermanentError)
  expect(events).toEqual([])
})

test('P6: one bad reading of many and none is published; the error names which and why', async () => {
  const { writer, events } = createBench()
  const readings = [sampleReading(), sampleReading(), sampleReading()].map(toReadingMessage)
  readings[1] = { ...readings[1], humidity: 900 }
  await expect(writer.writeReadings(request(readings))).rejects.toThrow(/readings\[1\].*humidity/s)
  expect(events).toEqual([])
})

test('the manual’s message is one reading of its municipality', async () => {
  const { writer, events } = createBench('rabbitmq')
  const reply = await writer.processWeather({
    municipality: 'Amatitlán',
    temperature: 23,
    humidity: 60,
    weather: 'Sunny',
  })
  expect(reply).toEqual({ message: 'confirmed by rabbitmq', success: true })
  expect(events[0]?.readings).toMatchObject([
    { station: 'amatitlan', temperature: 23, humidity: 60, condition: 'sunny', dialect: 'classic' },
  ])
})

test('the assignment’s message is one reading of its municipality', async () => {
  const { writer, events } = createBench('kafka')
  const reply = await writer.sendTweet({
    municipality: 'chinautla',
    temperature: 0,
    humidity: 0,
    weather: 'weathers_unknown',
  })
  expect(reply).toEqual({ status: 'confirmed by kafka' })
  expect(events[0]?.readings).toMatchObject([
    { station: 'chinautla', temperature: 0, humidity: 0, condition: 'unknown' },
  ])
})

test.each([
  { municipality: '' },
  { humidity: 900 },
  { temperature: -300 },
  { weather: '' },
  { weather: 'volcanic' },
  { weather: 'constructor' },
])('fault 6: the manual’s message is refused with %j', async (change) => {
  const { writer, events } = createBench()
  const message = { municipality: 'mixco', temperature: 20, humidity: 50, weather: 'rainy', ...change }
  await expect(writer.processWeather(message)).rejects.toThrow(PermanentError)
  expect(events).toEqual([])
})

test.each<Record<string, unknown>>([
  { municipality: 'municipalities_unknown' },
  { municipality: 99 },
  { weather: 99 },
  { humidity: -1 },
])('fault 6: the assignment’s message is refused with %j', async (change) => {
  const { writer, events } = createBench()
  const message = {
    municipality: 'mixco',
    temperature: 20,
    humidity: 50,
    weather: 'rainy',
    ...change,
  } as const
  await expect(writer.sendTweet(message)).rejects.toThrow(PermanentError)
  expect(events).toEqual([])
})

function createBench(broker: Publisher['broker'] = 'kafka', confirm: () => Promise<void> = async () => {}) {
  const events: ReadingsEvent[] = []
  const publisher: Publisher = {
    broker,
    destination: 'weather-readings',
    ready: true,
    async publish(event) {
      await confirm()
      events.push(event)
    },
    async [Symbol.asyncDispose]() {},
  }
  return { writer: createWriter(publisher, () => NOON), events }
}

function request(readings: WriteReadingsRequest['readings'] = []) {
  return requestDeserialize(requestSerialize({ readings }))
}
