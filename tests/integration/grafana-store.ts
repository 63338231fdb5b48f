import type { Redis } from 'iovalkey'
import type { Letter } from '../../functions/dead-letters/letter.ts'
import { toFields } from '../../functions/dead-letters/letter-entry.ts'
import type { TimeRange } from '../../grafana/testing/commands.ts'

/** The moment at which the store is looked at, and the hour before it. */
const now = Date.UTC(2026, 4, 1, 12)
export const range: TimeRange = { from: now - 3_600_000, to: now }

/** Two steps of ten seconds in which readings were observed. */
export const firstStep = now - 40_000
export const secondStep = now - 30_000

/**
 * Fills an empty database as the consumers would after these readings, each over both brokers:
 * first step: tikal 30 °C 80 % sunny, mixco-1 20 °C 60 % cloudy, mixco-2 22 °C 50 % cloudy;
 * second step: tikal 31 °C 82 % sunny, mixco-1 21 °C 61 % rainy.
 * One more was refused, one was late, and one event became a dead letter.
 */
export async function fillStore(client: Redis): Promise<void> {
  await client.sadd('weather:stations', 'mixco-1', 'mixco-2', 'tikal')
  await client.sadd('weather:municipalities', 'flores', 'mixco')
  await fillStations(client)
  await fillMunicipalities(client)
  await fillWhole(client)
  await fillPipeline(client)
}

const tikal = {
  pressure: 1009.2,
  windSpeed: 3.1,
  windGust: 5,
  windDirection: 90,
  rainRate: 0.5,
  solarRadiation: 810,
}

async function fillStations(client: Redis): Promise<void> {
  const latest = (station: string, observedAt: number, fields: object) =>
    client.hset(`weather:latest:${station}`, {
      observedAt,
      receivedAt: observedAt + 120,
      id: `0000-${station}`,
      station,
      dialect: 'v1',
      ...fields,
    })
  await latest('tikal', secondStep + 4_000, {
    municipality: 'flores',
    condition: 'sunny',
    temperature: 31,
    humidity: 82,
    ...tikal,
  })
  await latest('mixco-1', secondStep + 5_000, {
    municipality: 'mixco',
    condition: 'rainy',
    temperature: 21,
    humidity: 61,
  })
  await latest('mixco-2', firstStep + 6_000, {
    municipality: 'mixco',
    condition: 'cloudy',
    temperature: 22,
    humidity: 50,
  })
  await step(client, 'series:tikal', firstStep, { readings: 1, temperature: 30, humidity: 80, ...tikal })
  await step(client, 'series:tikal', secondStep, { readings: 1, temperature: 31, humidity: 82, ...tikal })
  await step(client, 'series:mixco-1', firstStep, { readings: 1, temperature: 20, humidity: 60 })
  await step(client, 'series:mixco-1', secondStep, { readings: 1, temperature: 21, humidity: 61 })
  await step(client, 'series:mixco-2', firstStep, { readings: 1, temperature: 22, humidity: 50 })
}

async function fillMunicipalities(client: Redis): Promise<void> {
  await client.hset('weather:average:temperature', { flores: 30.5, mixco: 21 })
  await client.hset('weather:average:humidity', { flores: 81, mixco: 57 })
  const mixco = { name: 'mixco', readings: 3, temperature: 21, humidity: 57, temperatureMin: 20 }
  await client.hset('weather:municipality:mixco', {
    ...mixco,
    temperatureMax: 22,
    humidityMin: 50,
    humidityMax: 61,
    mostCommon: 'cloudy',
    leastCommon: 'rainy',
  })
  await step(client, 'series:municipality:mixco', firstStep, { readings: 2, temperature: 21, humidity: 55 })
  await step(client, 'series:municipality:mixco', secondStep, { readings: 1, temperature: 21, humidity: 61 })
}

async function fillWhole(client: Redis): Promise<void> {
  await step(client, 'readings', firstStep, { readings: 3, temperature: 24, humidity: 63.33 })
  await step(client, 'readings', secondStep, { readings: 2, temperature: 26, humidity: 71.5 })
  await client.hset('weather:conditions', { sunny: 2, cloudy: 2, rainy: 1 })
  const temperatures = { temperatureMin: 20, temperatureMax: 31 }
  const humidities = { humidityMin: 50, humidityMax: 82 }
  await client.hset('weather:overall', {
    readings: 5,
    stations: 3,
    silent: 0,
    minutes: 60,
    observedAt: secondStep + 5_000,
    ...temperatures,
    ...humidities,
  })
}

async function fillPipeline(client: Redis): Promise<void> {
  await client.hset('weather:totals', { stored: 5 })
  await client.hset('weather:deliveries', { kafka: 7, rabbitmq: 5, duplicates: 5, late: 1, refused: 1 })
  const refusal = [
    'broker',
    'kafka',
    'reason',
    'humidity: must be at most 100',
    'reading',
    '{"humidity":900}',
  ]
  await client.xadd('weather:refused', `${now - 20_000}-0`, ...refusal)
  const event = { attributes: {}, contentType: undefined, body: Buffer.from('{"id":"1"}') }
  await client.xadd('weather:dead', `${now - 10_000}-0`, ...toFields(letter, event))
  await client.rpush('weather', JSON.stringify({ municipality: 'mixco', temperature: 21, humidity: 61 }))
}

const letter: Letter = {
  id: 'e-0123456789abcdef0123456789abcdef',
  broker: 'kafka',
  source: '/chaac/kafka-writer',
  type: 'io.chaac.weather.readings.v1',
  eventId: '1',
  publishedAt: now - 20_000,
  reason: 'out of tries: no answer',
  status: undefined,
  attempts: 1001,
  firstFailedAt: undefined,
  lastFailedAt: undefined,
  readings: 1,
  refused: 0,
  stations: ['tikal'],
  size: 10,
  truncated: false,
}

async function step(client: Redis, key: string, at: number, fields: Record<string, number>): Promise<void> {
  await client.xadd(`weather:${key}`, `${at}-0`, ...Object.entries(fields).flat())
}
