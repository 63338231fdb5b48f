import { expect, test, vi } from 'vitest'
import { binaryHeaders, kafkaBench, type Sent } from './bridges-kafka.ts'
import { startSink } from './bridges-sink.ts'

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const json = (contentType: string) => ({ 'content-type': contentType })
const event = (id: string) =>
  JSON.stringify({ specversion: '1.0', id, source: '/s', type: 't', data: { a: 1 } })
const binary = {
  ...binaryHeaders('binary'),
  ce_time: '2026-11-24T05:00:00.123Z',
  ce_partitionkey: 'k',
  ce_traceparent: traceparent,
  other: 'dropped',
}

const records: Sent[] = [
  { id: 'binary', headers: binary, value: '{"readings":[{"id":"a"}]}', key: 'k' },
  {
    id: 'structured',
    headers: json('application/cloudevents+json; charset=UTF-8'),
    value: event('structured'),
  },
  { id: 'broken', headers: json('application/cloudevents+json'), value: '{"specversion":' },
  { id: 'batch', headers: json('application/cloudevents-batch+json'), value: `[${event('a')}]` },
  { id: 'typeless', headers: { ce_specversion: '1.0', ce_id: 'typeless', ce_source: '/s' } },
  { id: 'bare', headers: {}, key: 'k' },
  { id: 'empty', value: '' },
  { id: 'tombstone', value: null },
  { id: 'traced', headers: { ...binaryHeaders('traced'), traceparent, tracestate: 'a=b' } },
  { id: 'large', value: 'x'.repeat(900 * 1_024) },
]

test('records arrive in the form in which a KafkaSource sends them', async () => {
  await using bench = await kafkaBench()
  await using sink = await startSink(() => 200)
  await bench.send(...records)
  await using _ = bench.bridge(sink.url, { CE_OVERRIDES: '{"extensions":{"network":"north"}}' })
  await vi.waitFor(() => expect(sink.seen).toHaveLength(records.length), 5_000)
  const [first, structured, broken, batch, typeless, bare, empty, tombstone, traced, large] = sink.seen

  const { host, connection, ...headers } = first?.headers ?? {}
  expect(headers).toEqual({
    prefer: 'reply',
    'kn-namespace': 'weather',
    'ce-specversion': '1.0',
    'ce-id': 'binary',
    'ce-source': '/chaac/kafka-writer',
    'ce-type': 'io.chaac.weather.readings.v1',
    'content-type': 'application/json',
    'ce-time': '2026-11-24T05:00:00.123Z',
    'ce-partitionkey': 'k',
    'ce-traceparent': traceparent,
    'ce-knativekafkapartition': '0',
    'ce-knativekafkaoffset': '0',
    'ce-network': 'north',
    'content-length': '25',
  })
  expect(first?.body).toBe('{"readings":[{"id":"a"}]}')
  expect(structured).toMatchObject({ id: 'structured', body: '{"a":1}' })
  for (const [unreadable, offset] of [
    [broken, 2],
    [batch, 3],
    [typeless, 4],
    [bare, 5],
  ] as const) {
    expect(unreadable?.headers).toMatchObject({
      'ce-id': `partition:0/offset:${offset}`,
      'ce-subject': `partition:0#${offset}`,
      'ce-type': 'dev.knative.kafka.event',
      'ce-source': `/apis/v1/namespaces/weather/kafkasources/bench#${bench.topic}`,
    })
  }
  expect(broken?.headers['content-type']).toBe('application/cloudevents+json')
  expect(batch?.headers['content-type']).toBe('application/cloudevents-batch+json')
  expect(batch?.body).toBe(`[${event('a')}]`)
  expect(typeless?.headers['ce-kafkaheaderceid']).toBe('typeless')
  expect(bare?.headers).toMatchObject({ 'ce-key': 'k', 'ce-partitionkey': 'k' })
  expect(bare?.headers).not.toHaveProperty('content-type')
  for (const dataless of [empty, tombstone]) {
    expect(dataless).toMatchObject({ headers: { 'ce-type': 'io.chaac.weather.readings.v1' }, body: '' })
    expect(dataless?.headers).not.toHaveProperty('content-length')
  }
  expect(traced?.headers.traceparent).toMatch(
    /^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b71)[0-9a-f]{16}-01$/,
  )
  expect(traced?.headers.tracestate).toBe('a=b')
  expect(first?.headers).not.toHaveProperty('traceparent')
  expect(large?.body).toHaveLength(900 * 1_024)
})
