import { randomUUID } from 'node:crypto'
import { afterAll, expect, test, vi } from 'vitest'
import { READINGS_EVENT_TYPE, sourceOf } from '#lib/domain/event.ts'
import type { ToldSpan } from '#lib/testing/otlp-json.ts'
import { startOtlpReceiver } from '#lib/testing/otlp-receiver.ts'
import { flawsOfPoint, flawsOfSpan, readTelemetrySchema } from '#lib/testing/telemetry-schema.ts'
import { useBench } from './bench.ts'
import { get, post } from './requests.ts'
import { functions, toldParts } from './telemetry-parts.ts'
import { newTrace, treeOf } from './telemetry-tree.ts'

const receiver = await startOtlpReceiver()
afterAll(() => receiver[Symbol.asyncDispose]())

const schema = readTelemetrySchema()
const secret = 'S3cret-that-nobody-may-see'
const bench = useBench(toldParts(receiver.url, secret))

const WRITE = 'chaac.weather.v1.ReadingWriter/WriteReadings'
const operator = { authorization: `Bearer ${secret}` }

test('one trace shows the way of a reading through both brokers to the store', async () => {
  const trace = newTrace()
  await report({ station: 'tikal', temperature: 20 }, { traceparent: trace.traceparent })
  const way = (writer: string, send: string) =>
    `ingest POST /v1/readings > ingest ${WRITE} > ${writer} ${WRITE} > ${writer} ${send} weather-readings`
  const end = (consumer: string) => `${consumer} POST /* > ${consumer} process > ${consumer} FCALL store`
  const spans = await untilTraced(trace.id, 13)
  // KafkaSource makes a span of its own of each attempt, which is not told here: its trace begins anew in the tree.
  expect(treeOf(spans)).toEqual(
    [
      way('kafka-writer', 'send'),
      `${way('rabbit-writer', 'publish')} > ${end('rabbit-consumer')}`,
      end('kafka-consumer'),
    ].sort(),
  )
  const request = spans.find(({ name }) => name === 'POST /v1/readings')
  expect(request?.parentSpanId).toBe(trace.traceparent.split('-')[2])
  for (const batch of spans.filter(({ kind, name }) => kind === 'CLIENT' && name === WRITE))
    expect(batch.links).toContain(request?.spanId)
  const published = new Map(
    spans.filter(({ kind }) => kind === 'PRODUCER').map((span) => [span.spanId, span]),
  )
  for (const processed of spans.filter(({ kind }) => kind === 'CONSUMER')) {
    const publisher = published.get(processed.links[0] ?? '')
    expect(publisher?.attributes['messaging.message.id']).toBe(processed.attributes['messaging.message.id'])
    expect(publisher?.attributes['messaging.system.name']).toBe(processed.attributes['messaging.system.name'])
  }
})

test('a batch is linked to each of the requests whose readings are in it', async () => {
  const traces = Array.from({ length: 40 }, () => newTrace())
  await Promise.all(
    traces.map(({ traceparent }, n) => report({ station: `many-${n}`, temperature: n }, { traceparent })),
  )
  await vi.waitFor(() => {
    const requests = traces.map(({ id }) =>
      receiver.spans().find(({ traceId, name }) => traceId === id && name === 'POST /v1/readings'),
    )
    const batches = receiver.spans().filter(({ kind, name }) => kind === 'CLIENT' && name === WRITE)
    for (const port of new Set(batches.map(({ attributes }) => attributes['server.port']))) {
      const linked = batches.filter(({ attributes }) => attributes['server.port'] === port)
      for (const request of requests)
        expect(linked.filter(({ links }) => links.includes(request?.spanId ?? '?'))).toHaveLength(1)
    }
    expect(batches.some(({ links }) => links.length > 1)).toBe(true)
  }, 15_000)
})

test('a request that is not sampled leaves no span anywhere', async () => {
  const [not, sampled] = [newTrace(false), newTrace()]
  await report({ station: 'quiet', temperature: 20 }, { traceparent: not.traceparent })
  await report({ station: 'told', temperature: 20 }, { traceparent: sampled.traceparent })
  await untilTraced(sampled.id, 13)
  expect(receiver.spans().filter(({ traceId }) => traceId === not.id)).toEqual([])
})

test('a dead letter keeps its trace, and its replay goes on with it', async () => {
  const consumers = ['kafka-consumer', 'rabbit-consumer'] as const
  for (const name of consumers) await bench.pipeline.stop(name)
  const trace = newTrace()
  await report({ station: 'copan', temperature: 20 }, { traceparent: trace.traceparent })
  const letters = await vi.waitFor(async () => {
    const { body } = await get(`${bench.pipeline.deadLetters}/v1/dead-letters`, operator)
    const found = body.deadLetters as { id: string; broker: string; stations: string[] }[]
    expect(found.filter(({ stations }) => stations.includes('copan'))).toHaveLength(2)
    return found
  }, 30_000)
  for (const name of consumers) await bench.pipeline.start(name)
  for (const { id } of letters)
    await post(`${bench.pipeline.deadLetters}/v1/dead-letters/${id}/replay`, '', operator)
  const spans = await vi.waitFor(() => {
    const found = receiver.spans().filter(({ traceId }) => traceId === trace.id)
    expect(found.filter(({ name }) => name === 'FCALL store')).toHaveLength(2)
    return found
  }, 15_000)
  const replays = spans.filter(({ name }) => name === 'replay')
  const published = spans.filter(({ kind }) => kind === 'PRODUCER').map(({ spanId }) => spanId)
  expect(replays.map(({ attributes }) => attributes['chaac.broker']).sort()).toEqual(['kafka', 'rabbitmq'])
  for (const { parentSpanId } of replays) expect(published).toContain(parentSpanId)
  expect(treeOf(spans).filter((branch) => branch.includes('replay > ')).length).toBeGreaterThanOrEqual(2)
})

test('what is refused, late, flagged, doubled or deleted is counted', async () => {
  await report({ station: 'hot', temperature: 60 })
  await report(
    [20, 20.1, 20, 20.2, 49].map((temperature, n) => {
      const observedAt = new Date(Date.now() - (5 - n) * 60_000).toISOString()
      return { station: 'spiky', temperature, observedAt }
    }),
  )
  await post(`${bench.pipeline.ingest}/v1/readings`, { station: 'wet', humidity: 900 })
  const hours = (ago: number) => new Date(Date.now() - ago * 3_600_000).toISOString()
  const reading = {
    id: randomUUID(),
    station: 'late',
    observedAt: hours(3),
    receivedAt: hours(3),
    temperature: 1,
    dialect: 'v1',
  }
  await deliver(
    { readings: [reading, { ...reading, id: randomUUID(), humidity: 900 }] },
    { source: sourceOf.kafka },
  )
  await deliver({}, { type: 'io.chaac.other' })
  await vi.waitFor(async () => {
    const { body } = await get(`${bench.pipeline.deadLetters}/v1/dead-letters`, operator)
    expect(body.deadLetters).toHaveLength(0)
  }, 15_000)
  await vi.waitFor(() => {
    for (const check of ['range', 'step'])
      expect(sumOf('chaac.readings.flagged', { 'chaac.check': check }), check).toBe(1)
    expect(sumOf('chaac.requests.refused', { 'chaac.problem': 'invalid-request' })).toBe(1)
    expect(sumOf('chaac.readings.late')).toBe(1)
    expect(sumOf('chaac.readings.refused', { 'chaac.reason': 'schema' })).toBe(1)
    expect(sumOf('chaac.events.refused', { 'chaac.reason': 'type' })).toBe(1)
    // Twice: each reading comes by both brokers.
    const accepted = sumOf('chaac.readings.accepted')
    expect(accepted).toBeGreaterThan(40)
    expect(sumOf('chaac.readings.stored')).toBe(accepted)
    expect(sumOf('chaac.readings.duplicate')).toBeGreaterThanOrEqual(accepted)
    expect(sumOf('chaac.readings.confirmed', { 'chaac.broker': 'kafka' })).toBeGreaterThanOrEqual(accepted)
    expect(sumOf('chaac.dead_letters.kept')).toBe(2)
    expect(sumOf('chaac.dead_letters.ended', { 'chaac.ending': 'replayed' })).toBe(2)
  }, 15_000)
})

test('a line of log and a problem name the trace in which they were written', async () => {
  const [asked, refused] = [newTrace(), newTrace()]
  const { traceparent } = asked
  const bad = { station: 'wet', humidity: 900 }
  const answer = await post(`${bench.pipeline.ingest}/v1/readings`, bad, { traceparent })
  expect(answer.body).toMatchObject({ status: 422, traceId: asked.id })
  await deliver({}, { type: 'io.chaac.other', traceparent: refused.traceparent })
  const line = bench.pipeline.process('kafka-consumer').tail(1)
  expect(JSON.parse(line)).toMatchObject({ event: 'event.refused', trace_id: refused.id })
})

test('no secret is in what is told, whatever door it came through', async () => {
  const { ingest, query, deadLetters } = bench.pipeline
  const measured = `ID=volcan&tempf=70&humidity=50&dateutc=now&action=updateraw`
  await get(`${ingest}/weatherstation/updateweatherstation.php?${measured}&PASSWORD=${secret}`)
  await get(`${ingest}/data/report/PASSKEY=${secret}&stationtype=x&tempf=70&dateutc=now`)
  await get(`${ingest}/nowhere/${secret}?key=${secret}`)
  await post(
    `${ingest}/v1/readings?key=${secret}`,
    { station: 'a', temperature: 1, [secret]: secret },
    { 'x-key': secret },
  )
  await post(`${ingest}/v1/readings`, `{"description":"${secret}"`, operator)
  await report({ station: 'b', temperature: 1 }, { ...operator, 'idempotency-key': secret })
  await get(`${query}/v1/stations?key=${secret}`, operator)
  await get(`${query}/v1/stations/${secret}`)
  await get(`${deadLetters}/v1/dead-letters?key=${secret}`, { authorization: `Bearer ${secret}x` })
  for (const name of functions) await bench.pipeline.stop(name)
  expect(receiver.raw()).not.toContain(secret)
  for (const name of functions) expect(bench.pipeline.process(name).tail(100_000)).not.toContain(secret)
})

test('a function that ends hands over what it has measured, and how it has started', () => {
  expect(receiver.spans().filter(({ service }) => service === 'query')).not.toEqual([])
  for (const service of functions) {
    const phases = receiver
      .points()
      .filter((point) => point.name === 'chaac.start.duration' && point.service === service)
      .map(({ attributes }) => attributes['chaac.phase'])
    expect([...new Set(phases)].sort()).toEqual(['answer', 'listen', 'process'])
  }
})

test('all that is told is in the schema, and all of the schema is told', () => {
  const [spans, points] = [receiver.spans(), receiver.points()]
  const flaws = [
    ...spans.flatMap((span) => flawsOfSpan(schema, span)),
    ...points.flatMap((point) => flawsOfPoint(schema, point)),
  ]
  expect([...new Set(flaws)]).toEqual([])
  const missing = [
    ...schema.spans.flatMap(({ name, pattern, kind, services }) =>
      services
        .filter((service) => !spans.some((span) => isOf(span, { pattern, kind, service })))
        .map((service) => `${service}: ${kind} ${name}`),
    ),
    ...schema.metrics
      .filter(({ name }) => !points.some((point) => point.name === name))
      .map(({ name }) => name),
  ]
  expect(missing).toEqual([])
})

function isOf(span: ToldSpan, of: { pattern: string; kind: string; service: string }): boolean {
  return span.service === of.service && span.kind === of.kind && new RegExp(of.pattern).test(span.name)
}

async function report(reading: object, headers: Record<string, string> = {}): Promise<void> {
  const answer = await post(`${bench.pipeline.ingest}/v1/readings`, reading, headers)
  expect(answer.status).toBe(202)
}

/** Hands an event to a consumer, as a source would. */
async function deliver(
  data: object,
  event: { type?: string; source?: string; traceparent?: string },
): Promise<void> {
  const { type = READINGS_EVENT_TYPE, source = '/x', traceparent } = event
  const trace = traceparent === undefined ? {} : { traceparent }
  const attributes = { 'ce-specversion': '1.0', 'ce-id': randomUUID(), 'ce-source': source, 'ce-type': type }
  await post(`http://${bench.pipeline.address('kafka-consumer')}/`, data, { ...attributes, ...trace })
}

/** The spans of a trace, once there are so many. */
function untilTraced(id: string, count: number): Promise<ToldSpan[]> {
  return vi.waitFor(() => {
    const spans = receiver.spans().filter(({ traceId }) => traceId === id)
    expect(spans).toHaveLength(count)
    return spans
  }, 15_000)
}

/** The sum of a metric over all processes. */
function sumOf(name: string, attributes: Record<string, string> = {}): number {
  return receiver
    .points()
    .filter((point) => point.name === name)
    .filter((point) => Object.entries(attributes).every(([key, value]) => point.attributes[key] === value))
    .reduce((sum, { value }) => sum + value, 0)
}
