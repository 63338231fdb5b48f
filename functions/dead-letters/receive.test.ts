import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sampleReading } from '#lib/testing/readings.ts'
import { isReplayable } from './letter.ts'
import { type Received, toLetter } from './receive.ts'

const TRIES = 1001
const reading = sampleReading({ station: 'tikal' })
const other = sampleReading({ station: 'flores-1' })
const good = JSON.stringify({ readings: [reading, other, reading] })
const ours = {
  'ce-specversion': '1.0',
  'ce-id': '0199a1b2-0000-7000-8000-000000000001',
  'ce-source': '/chaac/kafka-writer',
  'ce-type': 'io.chaac.weather.readings.v1',
  'ce-time': '2026-05-01T12:00:00.000Z',
  'content-type': 'application/json',
}
const fromKafka = { 'ce-knativekafkapartition': '0', 'ce-knativekafkaoffset': '7' }
const told = (status: number, said: string) => ({
  'ce-knativeerrordest': 'http://kafka-consumer/',
  'ce-knativeerrorcode': String(status),
  'ce-knativeerrordata': Buffer.from(said).toString('base64'),
})

test('an event of ours that ran out of tries keeps its readings, and can be replayed', () => {
  const { letter, event } = receive(good, { ...ours, ...fromKafka, ...told(503, 'try again') })
  expect(letter).toMatchObject({
    broker: 'kafka',
    source: '/chaac/kafka-writer',
    eventId: ours['ce-id'],
    publishedAt: Date.parse(ours['ce-time']),
    reason: 'out of tries: answered 503, try again',
    status: 503,
    attempts: TRIES,
    readings: 3,
    stations: ['flores-1', 'tikal'],
    truncated: false,
  })
  expect(isReplayable(letter)).toBe(true)
  expect(event.body.toString()).toBe(good)
  expect(Object.keys(event.attributes).sort()).toEqual(['id', 'source', 'specversion', 'time', 'type'])
})

test('what a consumer has refused says why, and when, and was tried once', () => {
  const failedAt = '2026-05-01T12:00:05.000Z'
  const refused = { ...told(400, 'data has no readings'), 'ce-failedat': failedAt }
  const { letter } = receive('{}', { ...ours, ...fromKafka, ...refused })
  expect(letter).toMatchObject({
    reason: 'data has no readings',
    status: 400,
    attempts: 1,
    firstFailedAt: Date.parse(failedAt),
    lastFailedAt: Date.parse(failedAt),
    readings: 0,
  })
  expect(isReplayable(letter)).toBe(false)
})

test('without an answer it ran out of tries', () => {
  const { letter } = receive(good, { ...ours, 'ce-knativeerrordest': 'http://kafka-consumer/' })
  expect(letter).toMatchObject({ reason: 'out of tries: no answer', status: undefined, attempts: TRIES })
})

test('RabbitMQ tells no reason: a flaw of the event is one, and without a flaw it ran out of tries', () => {
  const event = { ...ours, 'ce-source': '/chaac/rabbit-writer' }
  expect(receive('{}', event).letter).toMatchObject({ broker: 'rabbitmq', reason: 'data has no readings' })
  expect(receive(good, event).letter).toMatchObject({ reason: 'out of tries', attempts: undefined })
})

test('a batch of good and bad readings tells how many of each', () => {
  const { letter } = receive(JSON.stringify({ readings: [reading, { ...reading, humidity: 900 }] }), ours)
  expect(letter).toMatchObject({ readings: 1, refused: 1 })
})

test('what was too large to be kept whole cannot be replayed', () => {
  const { letter } = toLetter({ path: '/', headers: ours, body: Buffer.from(good), size: 9_000_000 }, TRIES)
  expect(letter).toMatchObject({ truncated: true, size: 9_000_000 })
  expect(isReplayable(letter)).toBe(false)
})

test.each<[string, string, Record<string, string>]>([
  ['kafka', '/kafka', {}],
  ['rabbitmq', '/rabbitmq', {}],
  ['kafka', '/', fromKafka],
  ['kafka', '/', { 'ce-source': '/apis/v1/namespaces/weather/kafkasources/kafka-source#weather-readings' }],
  ['rabbitmq', '/', { 'ce-source': '/apis/v1/namespaces/weather/rabbitmqsources/r#weather-readings' }],
  ['other', '/', {}],
])('a letter came through %s: path %s, %j', (broker, path, headers) => {
  expect(toLetter({ path, headers, body: Buffer.alloc(0), size: 0 }, TRIES).letter.broker).toBe(broker)
})

describe('the id', () => {
  const id = (body: string, headers: Record<string, string>, path = '/kafka') =>
    receive(body, headers, path).letter.id

  test('is the same when the letter is delivered again, whatever the way has added', () => {
    const again = { ...ours, 'ce-knativekafkaoffset': '99', ...told(503, 'other'), traceparent: 'x' }
    expect(id(good, again)).toBe(id(good, { ...ours, ...fromKafka, ...told(400, 'no') }))
  })

  test('is another for another event, for another way, and for another content', () => {
    const ids = [
      id(good, ours),
      id(good, { ...ours, 'ce-id': 'other' }),
      id(good, { ...ours, 'ce-source': '/other' }),
      id(good, ours, '/rabbitmq'),
      id('{}', ours),
    ]
    expect(new Set(ids).size).toBe(5)
  })

  test('of a message without one does not depend on the random one that RabbitmqSource gives it', () => {
    const plain = (random: string) => ({ ...ours, 'ce-id': random, 'ce-type': 'dev.knative.rabbitmq.event' })
    const [one, two] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
    expect(id('x', plain(one), '/rabbitmq')).toBe(id('x', plain(two), '/rabbitmq'))
    expect(id('x', plain(one), '/rabbitmq')).toMatch(/^c-/)
    expect(id('x', plain(one), '/kafka')).toMatch(/^e-/)
  })
})

test('P4: anything at all becomes a letter', { timeout: 30_000 }, () => {
  const header = fc.tuple(
    fc.constantFrom(...Object.keys({ ...ours, ...fromKafka, ...told(1, '') })),
    fc.string(),
  )
  const any = fc.record({
    path: fc.webPath(),
    headers: fc.array(header).map((pairs) => Object.fromEntries(pairs)),
    body: fc.oneof(fc.json(), fc.constant(good), fc.string()).map((text) => Buffer.from(text)),
    size: fc.nat(),
  })
  fc.assert(
    fc.property(any, (received) => {
      const { letter, event } = toLetter(received, TRIES)
      expect(letter.id).toMatch(/^[ec]-[0-9a-f]{32}$/)
      expect(letter.reason).not.toBe('')
      expect(event.body).toBe(received.body)
    }),
    { numRuns: 500 },
  )
})

function receive(body: string, headers: Received['headers'], path = '/') {
  const bytes = Buffer.from(body)
  return toLetter({ path, headers, body: bytes, size: bytes.length }, TRIES)
}
