import type { Options } from 'amqplib'
import { expect, test, vi } from 'vitest'
import { binaryHeaders, rabbitBench } from './bridges-rabbit.ts'
import { startSink } from './bridges-sink.ts'

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const { 'content-type': _contentType, ...noContentType } = binaryHeaders('no-content-type')
const structured = { contentType: 'application/cloudevents+json; charset=UTF-8' }
const event = (id: string) =>
  JSON.stringify({ specversion: '1.0', id, source: '/s', type: 't', data: { a: 1 } })
const unprefixed = Object.entries(binaryHeaders('unprefixed')).map(([name, value]) => [
  name.replace('ce-', ''),
  value,
])

const messages: [content: string, options: Options.Publish][] = [
  [
    '{"readings":[{"id":"a"}]}',
    {
      contentType: 'application/json',
      headers: {
        ...binaryHeaders('binary'),
        'ce-traceparent': traceparent,
        traceparent,
        tracestate: 'a=b',
        anyother: 'x',
        'x-mine': 'y',
      },
    },
  ],
  ['{}', { contentType: 'application/json', headers: noContentType }],
  ['{}', { headers: Object.fromEntries(unprefixed) }],
  [event('structured'), structured],
  ['', { headers: binaryHeaders('empty') }],
  [
    '{}',
    { messageId: 'plain', timestamp: 1_764_000_000, contentType: 'application/json', headers: { a: 'b' } },
  ],
  ['bare', {}],
  ['x'.repeat(1 << 20), { headers: binaryHeaders('large') }],
  ['{"specversion":', { ...structured, messageId: 'broken' }],
  ['[]', { contentType: 'application/cloudevents-batch+json', messageId: 'batch' }],
  ['{}', { headers: { 'ce-specversion': '1.0', 'ce-id': 'typeless' }, messageId: 'typeless' }],
  ['{}', { headers: { ...binaryHeaders('illegal'), retry_count: 1 }, messageId: 'illegal' }],
]

test('messages arrive in the form in which a RabbitmqSource sends them', async () => {
  await using bench = await rabbitBench()
  await using sink = await startSink(() => 200)
  for (const [content, options] of messages) await bench.sendMessage(content, options)
  await using _ = bench.bridge(sink.url)
  const refused = await bench.deadLetters(4)
  expect(refused.map(({ properties }) => properties.messageId)).toEqual([
    'broken',
    'batch',
    'typeless',
    'illegal',
  ])
  await vi.waitFor(() => expect(sink.seen).toHaveLength(8), 5_000)

  const [binary, ...others] = sink.seen
  const { host, connection, ...headers } = binary?.headers ?? {}
  expect(headers).toEqual({
    ...binaryHeaders('binary'),
    'ce-traceparent': traceparent,
    'ce-anyother': 'x',
    'content-length': '25',
    'kn-namespace': 'weather',
  })
  expect(binary?.body).toBe('{"readings":[{"id":"a"}]}')
  const [withoutType, withoutPrefix, inJson, empty, plain, bare, large] = others
  expect(withoutType?.headers).not.toHaveProperty('content-type')
  expect(withoutPrefix?.headers).toMatchObject(binaryHeaders('unprefixed'))
  expect(inJson).toMatchObject({ id: 'structured', body: '{"a":1}' })
  expect(inJson?.headers).not.toHaveProperty('content-type')
  expect(empty).toMatchObject({ headers: { 'content-length': '0' }, body: '' })
  expect(plain?.headers).toMatchObject({
    'ce-id': 'plain',
    'ce-subject': 'plain',
    'ce-type': 'dev.knative.rabbitmq.event',
    'ce-source': `/apis/v1/namespaces/weather/rabbitmqsources/bench#${bench.queue}`,
    'ce-time': '2025-11-24T16:00:00Z',
    'content-type': 'application/json',
  })
  expect(plain?.headers).not.toHaveProperty('ce-a')
  expect(bare).toMatchObject({ headers: { 'ce-subject': bare?.id }, body: 'bare' })
  expect(large?.body).toHaveLength(1 << 20)
})
