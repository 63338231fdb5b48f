import { expect, test } from 'vitest'
import { toKafkaEvent, traceOf } from './kafka-event.ts'
import type { KafkaRecord } from './kafka-record.ts'
import { toRequest } from './source-event.ts'

const source = { namespace: 'weather', name: 'readings', ceOverrides: {} }
const body = '{"readings":[{"id":"a"}]}'
const binary = {
  ce_specversion: '1.0',
  ce_id: 'fmt-binary',
  ce_type: 'io.chaac.weather.readings.v1',
  ce_source: '/chaac/kafka-writer',
  ce_time: '2026-11-24T05:00:00.123Z',
  'content-type': 'application/json',
}
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

function record(
  headers: Record<string, string | null>,
  value: string | null = body,
  key?: string,
): KafkaRecord {
  const buffers = Object.entries(headers).map(([name, text]) => [
    name,
    text === null ? null : Buffer.from(text),
  ])
  return {
    topic: 'weather-readings',
    partition: 0,
    offset: '6',
    timestamp: String(Date.parse('2026-11-24T05:00:00.120Z')),
    key: key === undefined ? null : Buffer.from(key),
    value: value === null ? null : Buffer.from(value),
    headers: Object.fromEntries(buffers),
  }
}

function requestFor(given: KafkaRecord, ceOverrides: Record<string, string> = {}) {
  const event = toKafkaEvent(given, { ...source, ceOverrides })
  return event && toRequest(event, {})
}

const unreadable = (given: KafkaRecord) => requestFor(given)?.headers['ce-type'] === 'dev.knative.kafka.event'

test('a binary event comes out with partition, offset and overrides added', () => {
  const given = record(
    { ...binary, ce_subject: 's1', ce_traceparent: traceparent, ce_partitionkey: 'k' },
    body,
    'k',
  )
  expect(requestFor(given, { network: 'north' })).toEqual({
    headers: {
      'ce-specversion': '1.0',
      'ce-id': 'fmt-binary',
      'ce-source': '/chaac/kafka-writer',
      'ce-type': 'io.chaac.weather.readings.v1',
      'content-type': 'application/json',
      'ce-subject': 's1',
      'ce-time': '2026-11-24T05:00:00.123Z',
      'ce-partitionkey': 'k',
      'ce-traceparent': traceparent,
      'ce-knativekafkapartition': '0',
      'ce-knativekafkaoffset': '6',
      'ce-network': 'north',
    },
    body: Buffer.from(body),
  })
})

test('the key of an event and headers without ce_ are dropped', () => {
  const headers = requestFor(record({ ...binary, other: 'x', CE_Foo: 'y' }, body, 'k'))?.headers ?? {}
  expect(Object.keys(headers).filter((name) => /key|other|foo/.test(name))).toEqual([])
})

test('the content type is forwarded as it is, and left out where there is none', () => {
  const given = { ...binary, 'content-type': 'application/json; charset=utf-8' }
  expect(requestFor(record(given))?.headers['content-type']).toBe('application/json; charset=utf-8')
  const { 'content-type': _, ...without } = binary
  expect(requestFor(record(without))?.headers).not.toHaveProperty('content-type')
})

test.each([null, ''])('an event with the value %j has no body', (value) => {
  expect(requestFor(record(binary, value))).toMatchObject({
    headers: { 'ce-id': 'fmt-binary' },
    body: undefined,
  })
})

test.each(['application/cloudevents+json', 'application/cloudevents+json; charset=UTF-8'])(
  'an event in %s comes out in binary mode',
  (contentType) => {
    const event = { specversion: '1.0', id: 'e', source: '/s', type: 't', count: 3, ok: true, data: { a: 1 } }
    const request = requestFor(record({ 'content-type': contentType }, JSON.stringify(event)))
    expect(request?.headers).toMatchObject({ 'ce-id': 'e', 'ce-count': '3', 'ce-ok': 'true' })
    expect(request?.headers['content-type']).toBe('application/json')
    expect(String(request?.body)).toBe('{"a":1}')
  },
)

test('data_base64 is decoded', () => {
  const event = { specversion: '1.0', id: 'e', source: '/s', type: 't', data_base64: 'aGk=' }
  const request = requestFor(
    record({ 'content-type': 'application/cloudevents+json' }, JSON.stringify(event)),
  )
  expect(String(request?.body)).toBe('hi')
})

test.each([
  ['no type', { ce_type: null }],
  ['a version that nobody knows', { ce_specversion: '2.0' }],
  ['an illegal extension name', { ce_trace_id: 'x' }],
  ['a time that is none', { ce_time: 'yesterday' }],
  ['a source with a blank', { ce_source: '/a b' }],
  ['an empty subject', { ce_subject: '' }],
])('%s makes it unreadable', (_, change) => {
  const given = Object.entries({ ...binary, ...change }).filter(([, value]) => value !== null)
  expect(unreadable(record(Object.fromEntries(given)))).toBe(true)
})

test.each([
  ['application/cloudevents+json', '{"specversion":'],
  ['application/cloudevents+json', '[]'],
  ['application/cloudevents+json', '{"specversion":"1.0","id":"e","source":"/s","type":"t","n":1.5}'],
  ['application/cloudevents-batch+json', '[{"specversion":"1.0","id":"e","source":"/s","type":"t"}]'],
])('%s %s is forwarded as unreadable with its own content type', (contentType, value) => {
  const request = requestFor(record({ 'content-type': contentType }, value))
  expect(request?.headers).toMatchObject({
    'ce-type': 'dev.knative.kafka.event',
    'content-type': contentType,
  })
  expect(String(request?.body)).toBe(value)
})

test('what is unreadable gets generated attributes', () => {
  const { ce_type: _, ...broken } = binary
  expect(requestFor(record({ ...broken, 'Content-Type': 'Application/JSON' }, body, 'k'))?.headers).toEqual({
    'ce-specversion': '1.0',
    'ce-id': 'partition:0/offset:6',
    'ce-source': '/apis/v1/namespaces/weather/kafkasources/readings#weather-readings',
    'ce-type': 'dev.knative.kafka.event',
    'ce-subject': 'partition:0#6',
    'ce-time': '2026-11-24T05:00:00.12Z',
    'ce-partitionkey': 'k',
    'ce-key': 'k',
    'ce-kafkaheaderceid': 'fmt-binary',
    'ce-kafkaheadercespecversion': '1.0',
    'ce-kafkaheadercesource': '/chaac/kafka-writer',
    'ce-kafkaheadercetime': '2026-11-24T05:00:00.123Z',
    'content-type': 'application/json',
    'ce-knativekafkapartition': '0',
    'ce-knativekafkaoffset': '6',
  })
})

test('a bare record has no content type, and no key extensions for an empty key', () => {
  const headers = requestFor(record({}, '{}', ''))?.headers ?? {}
  expect(Object.keys(headers).filter((name) => /key$|content/.test(name))).toEqual([])
})

test('a record that is no event is discarded when a header has the value null', () => {
  expect(toKafkaEvent(record({ any: null }), source)).toBeUndefined()
})

test('an event does not mind the value null in a header that is dropped', () => {
  expect(unreadable(record({ ...binary, any: null }))).toBe(false)
})

test('the trace is that of the plain header only', () => {
  expect(traceOf(record({ ...binary, ce_traceparent: traceparent }))).toBeUndefined()
  const trace = traceOf(record({ ...binary, traceparent, tracestate: 'a=b' }))
  expect(trace).toEqual({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    flags: '01',
    state: 'a=b',
  })
})
