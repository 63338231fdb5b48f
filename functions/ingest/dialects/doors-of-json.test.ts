import { expect, test } from 'vitest'
import { aJson, createDialectBench, type Sample } from '../testing/bench.ts'
import { classicInput } from './classic-input.ts'
import { cloudEvents } from './cloud-events.ts'
import { sensorThings } from './sensorthings.ts'

test.each([
  ['Lluvioso', 'rainy'],
  ['Nublado', 'cloudy'],
  ['soleado', 'sunny'],
])('a tweet of 2025 with the weather %s is %s in its country', async (weather, condition) => {
  const { readings, response } = await take(aJson('/input', { description: 'hoy', country: 'GT', weather }))
  expect(readings).toMatchObject([{ station: 'gt', municipality: 'gt', condition }])
  expect(await response.json()).toMatchObject({ success: true, message: expect.stringContaining('kafka') })
})

test('of an array of tweets one bad one is named, and none is taken', async () => {
  const tweet = { description: '', country: 'GT', weather: 'Soleado' }
  const { readings, response } = await take(aJson('/input', [tweet, { ...tweet, weather: 'x' }]))
  expect(readings).toEqual([])
  expect(await response.json()).toMatchObject({ success: false, errors: [{ pointer: '/1/weather' }] })
})

const temperature = '/v1.1/Datastreams(tikal:temperature)/Observations'

test('an Observation is a reading; the answer is 201 and says where it is', async () => {
  const { readings, response } = await take(
    aJson(temperature, {
      result: 21.5,
      phenomenonTime: '2026-05-01T05:59:00-06:00',
      resultQuality: { a: 1 },
    }),
  )
  expect(readings).toMatchObject([
    { station: 'tikal', temperature: 21.5, observedAt: '2026-05-01T11:59:00.000Z' },
  ])
  const location = `/v1.1/Observations('${readings[0]?.id}')`
  expect([response.status, response.headers.get('location')]).toEqual([201, location])
  expect(await response.json()).toMatchObject({ '@iot.id': readings[0]?.id, '@iot.selfLink': location })
})

test.each([
  ['an interval, at its end', { phenomenonTime: '2026-05-01T11:50:00Z/2026-05-01T11:55:00Z' }, '11:55:00'],
  ['the time of the result, where there is no other', { resultTime: '2026-05-01T11:56:00Z' }, '11:56:00'],
  ['the time of receipt, where there is none', { resultTime: null }, '12:00:00'],
])('it was observed at %s', async (_, times, expected) => {
  const { readings } = await take(aJson(temperature, { result: 21.5, ...times }))
  expect(readings[0]?.observedAt).toBe(`2026-05-01T${expected}.000Z`)
})

test.each([
  ["'San José:humidity'", { result: 61 }, { station: 'san-jose', humidity: 61 }],
  ['%27tikal%3Arain%27', { result: 0.2 }, { station: 'tikal', rain: 0.2 }],
  ['tikal:condition', { result: 'foggy' }, { station: 'tikal', condition: 'foggy' }],
])('the Datastream %s', async (id, input, expected) => {
  const { readings } = await take(aJson(`/v1.1/Datastreams(${id})/Observations`, input))
  expect(readings).toMatchObject([expected])
})

test('percent-encoded parentheses are parentheses', async () => {
  const { response } = await take(aJson('/v1.1/Datastreams%28tikal:rain%29/Observations', { result: 0 }))
  expect(response.status).toBe(201)
})

const event = {
  specversion: '1.0',
  id: '7',
  source: 'urn:example:north',
  type: 'io.chaac.weather.observation.v1',
}

test('an event’s subject and time stand for station and time, and what data says comes first', async () => {
  const data = [{ temperature: 1 }, { temperature: 2, station: 'Xela', observedAt: '2026-05-01T11:00:00Z' }]
  const { readings } = await take(events({ ...event, subject: 'Tikal', time: '2026-05-01T11:59:00Z', data }))
  expect(readings).toMatchObject([
    { station: 'tikal', observedAt: '2026-05-01T11:59:00.000Z', temperature: 1 },
    { station: 'xela', observedAt: '2026-05-01T11:00:00.000Z', temperature: 2 },
  ])
})

test('an event is identified by its source and id', async () => {
  const ids = async (changes: object) => {
    const data = { station: 'a', temperature: 5 }
    return (await take(events({ ...event, data, ...changes }))).readings.map(({ id }) => id)
  }
  expect(await ids({})).toEqual(await ids({ data: { station: 'a', temperature: 6 } }))
  expect(await ids({})).not.toEqual(await ids({ id: '8' }))
  expect(await ids({})).not.toEqual(await ids({ source: 'urn:example:south' }))
})

test('the answer to an event has no body, and names the brokers in a header', async () => {
  const { response } = await take(events({ ...event, data: { station: 'a', temperature: 5 } }))
  expect([response.status, await response.text()]).toEqual([202, ''])
  expect(response.headers.get('chaac-confirmed-by')).toBe('kafka')
})

test('of a batch one bad reading is named by its event, and none is taken', async () => {
  const good = { ...event, data: { station: 'a', temperature: 5 } }
  const bad = {
    ...event,
    id: '8',
    data: [
      { station: 'a', temperature: 5 },
      { station: 'a', humidity: 900 },
    ],
  }
  const { readings, response } = await take(events([good, bad], 'application/cloudevents-batch+json'))
  expect(readings).toEqual([])
  expect(await response.json()).toMatchObject({ errors: [{ pointer: '/1/data/1/humidity' }] })
})

test.each([
  ['an empty batch', [], 'application/cloudevents-batch+json', 422],
  ['an event without data', event, 'application/cloudevents+json', 422],
  ['a batch that is an event', event, 'application/cloudevents-batch+json', 400],
  ['an event of another version', { ...event, specversion: '0.3' }, 'application/cloudevents+json', 400],
  [
    'an event of a number in place of its media type',
    { ...event, datacontenttype: 5 },
    'application/cloudevents+json',
    400,
  ],
  ['an extension that is an object', { ...event, data: {}, more: {} }, 'application/cloudevents+json', 422],
  ['an event in another format', event, 'application/cloudevents+avro', 400],
])('%s is refused with %o of type %s: %d', async (_, input, type, status) => {
  expect((await take(events(input, type))).response.status).toBe(status)
})

function events(input: object, type = 'application/cloudevents+json'): Sample {
  return { ...aJson('/events', input), headers: { 'content-type': type } }
}

async function take(sample: Sample) {
  const bench = createDialectBench([classicInput, sensorThings, cloudEvents])
  const response = await bench.ask(sample)
  return { response, readings: bench.delivered }
}
