import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeEvents, type EventRequest, statedTime } from './cloud-event.ts'
import { PermanentError } from './errors.ts'

const binary = { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/chaac/test', 'ce-type': 'readings' }
const json = { 'content-type': 'application/json' }
const event = { specversion: '1.0', id: '1', source: '/chaac/test', type: 'readings' }

test('binary mode: headers are attributes and the body is data', () => {
  const headers = { ...binary, ...json, 'ce-knativekafkaoffset': '7', 'user-agent': 'x', prefer: 'reply' }
  const [found] = decodeEvents({ headers, body: '{"readings":[]}' })
  expect(found).toMatchObject({ ...event, data: { readings: [] }, knativekafkaoffset: '7' })
  expect(found).not.toHaveProperty('prefer')
})

test('structured mode: the body is the event', () => {
  const found = structured({ ...event, datacontenttype: 'application/json', data: { readings: [] } })
  expect(found).toMatchObject([{ ...event, data: { readings: [] } }])
})

test('batched mode: the body is an array of events', () => {
  const batch = [event, { ...event, id: '2' }]
  expect(decodeEvents(batchOf(batch)).map(({ id }) => id)).toEqual(['1', '2'])
})

test('an empty batch has no events', () => {
  expect(decodeEvents(batchOf([]))).toEqual([])
})

test.each(['application/cloudevents+json', 'application/cloudevents-batch+json'])(
  'ce-specversion decides before a Content-Type of %s, as KafkaSource forwards what it cannot read',
  (contentType) => {
    const headers = { ...binary, 'ce-type': 'dev.knative.kafka.event', 'content-type': contentType }
    const [found] = decodeEvents({ headers, body: '[{"readings":[]}]' })
    expect(found).toMatchObject({ type: 'dev.knative.kafka.event', data: [{ readings: [] }] })
  },
)

test.each([
  'application/json; charset=utf-8',
  'application/json;charset=UTF-8',
  'Application/JSON ; Charset="utf-8"',
  'application/vnd.chaac+json',
])('binary data of content type %s is JSON', (contentType) => {
  const headers = { ...binary, 'content-type': contentType }
  const [found] = decodeEvents({ headers, body: '{"a":1}' })
  expect(found).toMatchObject({ data: { a: 1 }, datacontenttype: contentType })
})

test.each(['application/cloudevents+json; charset=UTF-8', 'Application/CloudEvents+JSON;charset=utf-8'])(
  '%s is structured mode',
  (contentType) => {
    const request = { headers: { 'content-type': contentType }, body: JSON.stringify(event) }
    expect(decodeEvents(request)).toMatchObject([event])
  },
)

test.each(['text/plain', 'application/octet-stream', undefined])(
  'binary data of content type %s is text',
  (contentType) => {
    const headers = { ...binary, 'content-type': contentType }
    expect(decodeEvents({ headers, body: '{"a":1}' })[0]?.data).toBe('{"a":1}')
  },
)

test.each([json, {}])('an empty body is an event without data, with headers %j', (more) => {
  expect(decodeEvents({ headers: { ...binary, ...more }, body: '' })[0]?.data).toBeUndefined()
})

test.each([
  ['caf%C3%A9', 'café'],
  ['%22%20%22', '" "'],
  ['100%', '100%'],
  ['%ZZ', '%ZZ'],
  ['%E0%A4%A', '%E0%A4%A'],
  ['a+b', 'a+b'],
])('the header value %s says %s', (value, text) => {
  expect(decodeEvents({ headers: { ...binary, 'ce-subject': value }, body: '' })[0]?.subject).toBe(text)
})

describe.each(['id', 'source', 'type', 'specversion'])('%s', (name) => {
  test.each([undefined, '', 5, null, {}])('is never invented in structured mode where it is %j', (value) => {
    expect(() => structured({ ...event, [name]: value })).toThrow(PermanentError)
  })

  test('is never invented in a batch', () => {
    expect(() => decodeEvents(batchOf([event, { ...event, [name]: undefined }]))).toThrow(PermanentError)
  })

  test('is never invented in binary mode', () => {
    for (const value of [undefined, '']) {
      const headers = { ...binary, [`ce-${name}`]: value }
      expect(() => decodeEvents({ headers, body: '' })).toThrow(PermanentError)
    }
  })
})

test.each(['0.3', '2.0', '1', '1.0.0', 'nonsense'])('version %s of CloudEvents is refused', (version) => {
  const headers = { ...binary, 'ce-specversion': version }
  expect(() => decodeEvents({ headers, body: '' })).toThrow(PermanentError)
  expect(() => structured({ ...event, specversion: version })).toThrow(PermanentError)
})

test.each<[string, Record<string, string>]>([
  ['a time that is none', { 'ce-time': 'yesterday' }],
  ['a source with blanks', { 'ce-source': 'a b' }],
  ['an extension with an underscore', { 'ce-trace_id': '1' }],
  ['an attribute without a name', { 'ce-': '1' }],
  ['an extension in the way of a method', { 'ce-validate': '1' }],
])('%s is no event', (_, more) => {
  expect(() => decodeEvents({ headers: { ...binary, ...more }, body: '' })).toThrow(PermanentError)
})

test.each(['{', 'undefined', '{"a":NaN}', "{'a':1}", '\ufeff{}x'])('%j is not JSON', (body) => {
  const structuredMode = { headers: { 'content-type': 'application/cloudevents+json' }, body }
  expect(() => decodeEvents({ headers: { ...binary, ...json }, body })).toThrow(PermanentError)
  expect(() => decodeEvents(structuredMode)).toThrow(PermanentError)
})

test.each(['null', '5', '"text"', '[]', '[[]]'])('%s is no structured event', (body) => {
  const headers = { 'content-type': 'application/cloudevents+json' }
  expect(() => decodeEvents({ headers, body })).toThrow(PermanentError)
})

test.each(['{}', 'null', '[null]', '[5]', '[[]]', `{"0":${JSON.stringify(event)}}`])(
  '%s is no batch of events',
  (body) => {
    const headers = { 'content-type': 'application/cloudevents-batch+json' }
    expect(() => decodeEvents({ headers, body })).toThrow(PermanentError)
  },
)

test.each([{}, json, { 'ce-id': '1', 'ce-type': 'x' }])('a request with only %j is no event', (headers) => {
  expect(() => decodeEvents({ headers, body: JSON.stringify(event) })).toThrow('not a CloudEvent')
})

test('whatever the headers and the body, there are events or a PermanentError', () => {
  const names = ['specversion', 'id', 'source', 'type', 'time', 'data', 'data_base64', '__proto__', 'tojson']
  const anyName = fc.oneof(fc.constantFrom(...names.map((name) => `ce-${name}`)), fc.string())
  const types = ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json']
  const anyHeaders = fc
    .tuple(fc.dictionary(anyName, fc.string()), fc.constantFrom(...types, ''), fc.boolean())
    .map(([headers, type, valid]) => ({ ...(valid ? binary : {}), ...headers, 'content-type': type }))
  fc.assert(
    fc.property(anyHeaders, fc.oneof(fc.json(), fc.string()), (headers, body) => {
      try {
        expect(Array.isArray(decodeEvents({ headers, body }))).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(PermanentError)
      }
    }),
  )
})

function structured(body: unknown) {
  const headers = { 'content-type': 'application/cloudevents+json' }
  return decodeEvents({ headers, body: JSON.stringify(body) })
}

function batchOf(body: unknown): EventRequest {
  return { headers: { 'content-type': 'application/cloudevents-batch+json' }, body: JSON.stringify(body) }
}

test('the time of an event is what it states, and none where it states none', () => {
  const [timed] = structured({ ...event, time: '2026-05-01T12:00:00Z' })
  const [timeless] = structured(event)
  expect([timed, timeless].map((found) => found && statedTime(found))).toEqual([
    '2026-05-01T12:00:00Z',
    undefined,
  ])
})

test('an attribute that is null is one that is not there', () => {
  const [found] = structured({ ...event, time: null, subject: null, datacontenttype: null, extension: null })
  expect(found).not.toHaveProperty('extension')
  expect([found && statedTime(found), found?.subject, found?.datacontenttype]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(() => structured({ ...event, id: null })).toThrow(PermanentError)
})
