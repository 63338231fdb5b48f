import { expect, test } from 'vitest'
import { PermanentError, TransientError } from '#lib/platform/errors.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { isOpen } from '#lib/testing/settled.ts'
import { batch, binary, createBench, event, structured } from './testing/bench.ts'

const reading = sampleReading()
const body = JSON.stringify({ readings: [reading] })

test('a binary event as KafkaSource sends it is stored and acknowledged', async () => {
  const bench = createBench()
  const extras = {
    'user-agent': 'Vert.x',
    prefer: 'reply',
    'kn-namespace': 'weather',
    'ce-knativekafkaoffset': '0',
  }
  expect((await bench.post(body, { ...binary, ...extras })).status).toBe(204)
  expect(bench.taken).toEqual([{ broker: 'kafka', readings: [reading], refusals: [] }])
})

test('a structured event is stored and acknowledged', async () => {
  const bench = createBench()
  const response = await bench.post(JSON.stringify({ ...event, data: { readings: [reading] } }), structured)
  expect(response.status).toBe(204)
  expect(bench.taken).toMatchObject([{ broker: 'rabbitmq', readings: [reading] }])
})

test('each event of a batch is one store call', async () => {
  const bench = createBench()
  const events = [1, 2, 3].map((id) => ({ ...event, id: `${id}`, data: { readings: [reading] } }))
  expect((await bench.post(JSON.stringify(events), batch)).status).toBe(204)
  expect(bench.taken).toHaveLength(3)
})

test('fault 3: nothing is acknowledged before the store has answered', async () => {
  const stored = Promise.withResolvers<void>()
  const bench = createBench(() => stored.promise)
  const answer = bench.post(body)
  expect(await isOpen(answer)).toBe(true)
  stored.resolve()
  expect((await answer).status).toBe(204)
})

test('fault 3: while the store is away the event comes again', async () => {
  const bench = createBench(() => Promise.reject(new TransientError('valkey is away')))
  expect((await bench.post(body)).status).toBe(503)
})

test.each([
  ['refused', '{}', undefined],
  ['delayed', body, new TransientError('valkey is away')],
])('what is %s tells the time of it, for the dead letters', async (_, text, failure) => {
  const bench = createBench(() => (failure ? Promise.reject(failure) : Promise.resolve()))
  const at = (await bench.post(text)).headers.get('kne-failedat')
  expect(Date.now() - Date.parse(at ?? '')).toBeLessThan(60_000)
})

test('what is unexpected is passing trouble: 500 would mean two things to the two sources', async () => {
  const bench = createBench(() => Promise.reject(new TypeError('a mistake of ours')))
  const response = await bench.post(body)
  expect(response.status).toBe(503)
  expect(await response.text()).not.toContain('mistake')
  expect(bench.logged()).toEqual(['event.failed'])
})

test('a request that was cut comes again, and is no failure of ours', async () => {
  const { app, taken, logged } = createBench()
  const cut = new ReadableStream({ pull: (stream) => stream.error(new Error('aborted')) })
  const init = { method: 'POST', headers: binary, body: cut, duplex: 'half' } as RequestInit
  expect((await app.request('/', init)).status).toBe(503)
  expect([taken, logged()]).toEqual([[], []])
})

test('the absence of the store is not logged for each event', async () => {
  const bench = createBench(() => Promise.reject(new TransientError('valkey is away')))
  await bench.post(body)
  expect(bench.logged()).toEqual([])
})

test.each<[string, string, Record<string, string>]>([
  [
    'a record that KafkaSource could not read',
    '[{"x":1}]',
    { ...binary, 'ce-type': 'dev.knative.kafka.event', ...structured },
  ],
  ['the same as a batch', '[]', { ...binary, 'ce-type': 'dev.knative.kafka.event', ...batch }],
  ['another type', body, { ...binary, 'ce-type': 'io.chaac.weather.readings.v2' }],
  ['another version of CloudEvents', body, { ...binary, 'ce-specversion': '2.0' }],
  ['no content type', body, without('content-type')],
  ['no id', body, without('ce-id')],
  ['no event at all', body, { 'content-type': 'application/json' }],
  ['no header at all', body, {}],
  ['no body', '', binary],
  ['broken JSON', '{"readings":[', binary],
  ['no readings', '{}', binary],
  ['an empty array of readings', '{"readings":[]}', binary],
  ['readings that are none', '{"readings":"many"}', binary],
  ['null', 'null', binary],
  ['a text', '"readings"', binary],
  ['an inherited field', '{"__proto__":{"readings":[1]}}', binary],
  [
    'a structured event without id',
    JSON.stringify({ ...event, id: undefined, data: { readings: [reading] } }),
    structured,
  ],
  ['a batch that is no array', '{}', batch],
  ['more than the largest message', `{"readings":["${'x'.repeat(4 * 1024 * 1024)}"]}`, binary],
])('poison is refused for good: %s', async (_, text, headers) => {
  const bench = createBench()
  expect((await bench.post(text, headers)).status).toBe(400)
  expect(bench.taken).toEqual([])
  expect(bench.logged()).toEqual(['event.refused'])
})

test('P4: one bad reading among good ones: the good are stored, the bad is refused with its reason', async () => {
  const bench = createBench()
  const bad = { ...reading, humidity: 900 }
  expect((await bench.post(JSON.stringify({ readings: [reading, bad, reading] }))).status).toBe(204)
  expect(bench.taken).toEqual([
    {
      broker: 'kafka',
      readings: [reading, reading],
      refusals: [{ reason: expect.stringContaining('humidity'), json: JSON.stringify(bad) }],
    },
  ])
})

test.each([
  ['null', 'null'],
  ['a text', '"x"'],
  ['an array', '[]'],
  ['a number', '1e400'],
  ['a field that pollutes', JSON.stringify(reading).replace('{', '{"__proto__":{"polluted":1},')],
  ['something deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['something deep in a field', `{"id":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
])('P4: a reading that is %s is refused, and its event acknowledged', async (_, bad) => {
  const bench = createBench()
  const response = await bench.post(`{"readings":[${JSON.stringify(reading)},${bad}]}`)
  expect(response.status).toBe(204)
  expect(bench.taken).toMatchObject([{ readings: [reading], refusals: [{ reason: expect.any(String) }] }])
})

test('P3: in a batch, what passes decides: all of it comes again', async () => {
  const bench = createBench(() => Promise.reject(new TransientError('valkey is away')))
  const events = [
    { ...event, type: 'other' },
    { ...event, data: { readings: [reading] } },
  ]
  expect((await bench.post(JSON.stringify(events), batch)).status).toBe(503)
})

test('P4: in a batch with one poisoned event the others are stored, and it is refused', async () => {
  const bench = createBench()
  const events = [
    { ...event, data: { readings: [reading] } },
    { ...event, type: 'other' },
    { ...event, data: { readings: [reading] } },
  ]
  expect((await bench.post(JSON.stringify(events), batch)).status).toBe(400)
  expect(bench.taken).toHaveLength(2)
})

test('the clock moves the window, whatever it carries', async () => {
  const bench = createBench()
  const clock = { ...binary, 'ce-type': 'dev.knative.sources.ping' }
  expect((await bench.post('{"anything":true}', clock)).status).toBe(204)
  expect(bench.ticks).toHaveBeenCalledOnce()
  expect(bench.taken).toEqual([])
})

test('a clock whose tick the store did not take is answered with 503', async () => {
  const bench = createBench(() => Promise.reject(new TransientError('valkey is away')))
  expect((await bench.post('', { ...binary, 'ce-type': 'dev.knative.sources.ping' })).status).toBe(503)
})

test('a store that refuses for good is believed', async () => {
  const bench = createBench(() => Promise.reject(new PermanentError('never')))
  expect((await bench.post(body)).status).toBe(400)
})

test('an event of unknown origin is stored all the same', async () => {
  const bench = createBench()
  expect((await bench.post(body, { ...binary, 'ce-source': '/replay' })).status).toBe(204)
  expect(bench.taken).toMatchObject([{ broker: 'other' }])
})

test.each(['/healthz/live', '/healthz/ready'])('P7: %s answers while the store is away', async (path) => {
  const { app } = createBench(() => Promise.reject(new TransientError('valkey is away')))
  expect((await app.request(path)).status).toBe(200)
})

function without(name: keyof typeof binary): Record<string, string> {
  const { [name]: _, ...rest } = binary
  return rest
}
