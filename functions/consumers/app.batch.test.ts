import { expect, test, vi } from 'vitest'
import type { Delivery } from '#lib/domain/delivery.ts'
import { noLog } from '#lib/platform/log.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { createApp } from './app.ts'

const event = {
  specversion: '1.0',
  id: '0199-1',
  source: '/chaac/rabbit-writer',
  type: 'io.chaac.weather.readings.v1',
  datacontenttype: 'application/json',
}
const reading = sampleReading()
const body = JSON.stringify({ readings: [reading] })
const batch = 'application/cloudevents-batch+json'
const structured = 'application/cloudevents+json'

test.each([
  ['an event that is none', 7],
  ['an event without id', { ...event, id: undefined }],
  ['an event of another version', { ...event, specversion: '0.3' }],
])('P4: in a batch with %s the others are stored, and it is refused', async (_, bad) => {
  const bench = createBench()
  const good = { ...event, data: { readings: [reading] } }
  expect((await bench.post(JSON.stringify([good, bad, good]), batch)).status).toBe(400)
  expect(bench.taken).toHaveLength(2)
})

test('a batch is bounded: each of its events costs a call of the store', async () => {
  const bench = createBench()
  const clock = { ...event, type: 'dev.knative.sources.ping' }
  expect((await bench.post(JSON.stringify(Array(257).fill(clock)), batch)).status).toBe(400)
  expect(bench.ticks).not.toHaveBeenCalled()
})

test('data may be encoded in a structured event', async () => {
  const bench = createBench()
  const encoded = { ...event, data_base64: Buffer.from(body).toString('base64') }
  expect((await bench.post(JSON.stringify(encoded), structured)).status).toBe(204)
  expect(bench.taken).toMatchObject([{ readings: [reading] }])
  expect((await bench.post(JSON.stringify({ ...encoded, data: {} }), structured)).status).toBe(400)
  expect((await bench.post(JSON.stringify({ ...event, data_base64: 7 }), structured)).status).toBe(400)
})

test('an answer and a line of log quote a bounded part of what was sent', async () => {
  const bench = createBench()
  const large = JSON.stringify({ ...event, type: 'x'.repeat(1_000_000), data: {} })
  expect((await (await bench.post(large, structured)).text()).length).toBeLessThanOrEqual(500)
})

function createBench() {
  const taken: Delivery[] = []
  const ticks = vi.fn(async () => {})
  const record = async (delivery: Delivery) => {
    taken.push(delivery)
    return { stored: delivery.readings.length, duplicates: 0, late: 0, refused: delivery.refusals.length }
  }
  const app = createApp({ store: { tick: ticks, record }, log: noLog })
  const post = async (text: string, contentType: string) =>
    app.request('/', { method: 'POST', body: text, headers: { 'content-type': contentType } })
  return { taken, ticks, post }
}
