import { expect, test } from 'vitest'
import { sampleReading } from '#lib/testing/readings.ts'
import { batch, createBench, event, structured } from './testing/bench.ts'

const reading = sampleReading()
const body = JSON.stringify({ readings: [reading] })

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
