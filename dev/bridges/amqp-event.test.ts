import { expect, test } from 'vitest'
import { toRabbitEvent } from './amqp-event.ts'
import type { AmqpMessage } from './amqp-message.ts'
import { toRequest } from './source-event.ts'

const source = { namespace: 'weather', name: 'readings', queue: 'weather-readings' }
const body = '{"readings":[{"id":"a"}]}'
const binary = {
  'ce-specversion': '1.0',
  'ce-id': 'fmt-binary',
  'ce-type': 'io.chaac.weather.readings.v1',
  'ce-source': '/chaac/rabbit-writer',
  'ce-time': '2026-11-24T05:00:00.123Z',
  'content-type': 'application/json',
}
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

const message = (headers: Record<string, unknown>, content = body, properties = {}): AmqpMessage => ({
  content: Buffer.from(content),
  properties: { headers, ...properties },
})
const requestFor = (given: AmqpMessage) => toRequest(toRabbitEvent(given, source), {})
const structured = (event: string) => message({}, event, { contentType: 'application/cloudevents+json' })

test('a binary event comes out as it was sent', () => {
  const headers = { ...binary, 'ce-subject': 's1', 'ce-traceparent': traceparent, 'ce-partitionkey': 'k' }
  expect(requestFor(message(headers))).toEqual({ headers, body: Buffer.from(body) })
})

test('names without the prefix and in capitals mean the same', () => {
  const unprefixed = Object.entries(binary).map(([name, value]) => [
    name.replace('ce-', '').toUpperCase(),
    value,
  ])
  expect(requestFor(message(Object.fromEntries(unprefixed))).headers).toEqual(binary)
})

test('the content type is that of the header, never of the property', () => {
  const { 'content-type': _, ...without } = binary
  const given = message(without, body, { contentType: 'application/json' })
  expect(requestFor(given).headers).not.toHaveProperty('content-type')
  expect(
    requestFor(message({ ...without, 'ce-datacontenttype': 'text/plain' })).headers['content-type'],
  ).toBe('text/plain')
})

test('further headers become extensions, those of RabbitMQ and of the hop do not', () => {
  const further = { anyother: 'x', count: 3, ok: true, 'x-death': [{}], traceparent, tracestate: 'a=b' }
  expect(requestFor(message({ ...binary, ...further })).headers).toEqual({
    ...binary,
    'ce-anyother': 'x',
    'ce-count': '3',
    'ce-ok': 'true',
  })
})

test('an event in JSON is recognised by the property', () => {
  const event =
    '{"specversion":"1.0","id":"e","source":"/s","type":"t","time":"2026-11-24T05:00:00Z","data":{"a": 1}}'
  const { headers, body: data } = requestFor(structured(event))
  expect(headers).toEqual({
    'ce-specversion': '1.0',
    'ce-id': 'e',
    'ce-source': '/s',
    'ce-type': 't',
    'ce-time': '2026-11-24T05:00:00Z',
  })
  expect(String(data)).toBe('{"a": 1}')
})

test.each([
  ['a batch', message({}, '[]', { contentType: 'application/cloudevents-batch+json' })],
  ['broken JSON', structured('{"specversion":')],
  ['an event in JSON without source', structured('{"specversion":"1.0","id":"e","type":"t"}')],
  [
    'an extension that is an object',
    structured('{"specversion":"1.0","id":"e","source":"/","type":"t","x":{}}'),
  ],
  ['no type', message({ 'ce-specversion': '1.0', 'ce-id': 'e' })],
  ['an illegal extension name', message({ ...binary, retry_count: 1 })],
  ['a time that is a timestamp', message({ ...binary, 'ce-time': { '!': 'timestamp', value: 1764000000 } })],
  ['a content type that is none', message({ ...binary, 'content-type': 'a/b/c' })],
])('%s is never sent', (_, given) => {
  expect(() => toRabbitEvent(given, source)).toThrow(expect.objectContaining({ name: 'Unsendable' }))
})

test('an event without id, source and time gets them', () => {
  const { headers } = requestFor(message({ specversion: '1.0', type: 't' }))
  expect(headers['ce-id']).toMatch(/^[0-9a-f-]{36}$/)
  expect(headers['ce-source']).toBe('/apis/v1/namespaces/weather/rabbitmqsources/readings#weather-readings')
  expect(headers['ce-time']).toMatch(/Z$/)
})

test('a plain message becomes an event of the source, without its headers', () => {
  const properties = { messageId: 'm', timestamp: 1_764_000_000, contentType: 'application/json' }
  expect(requestFor(message({ anyother: 'x' }, '{}', properties)).headers).toEqual({
    'ce-specversion': '1.0',
    'ce-id': 'm',
    'ce-source': '/apis/v1/namespaces/weather/rabbitmqsources/readings#weather-readings',
    'ce-type': 'dev.knative.rabbitmq.event',
    'ce-subject': 'm',
    'ce-time': '2025-11-24T16:00:00Z',
    'content-type': 'application/json',
  })
})

test('the prefix cloudEvents: makes no event', () => {
  const { headers } = requestFor(message({ 'cloudEvents:specversion': '1.0', 'cloudEvents:id': 'e' }))
  expect(headers['ce-type']).toBe('dev.knative.rabbitmq.event')
  expect(headers['ce-id']).toBe(headers['ce-subject'])
})
