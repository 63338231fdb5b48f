import type { Redis } from 'iovalkey'
import { aReading } from '#lib/testing/readings.ts'
import type { TimeRange } from '../../grafana/testing/commands.ts'
import { consumersOver, deliver } from '../filling/consumers.ts'
import { keepLetter } from '../filling/letters.ts'

/** The moment at which the store is looked at, and the hour before it. */
const now = Date.UTC(2026, 4, 1, 12)
export const range: TimeRange = { from: now - 3_600_000, to: now }

/** Two steps of ten seconds in which readings were observed. */
export const firstStep = now - 40_000
export const secondStep = now - 30_000

const said = (station: string, municipality: string, at: number, values: object) =>
  aReading(at, {
    station,
    municipality,
    receivedAt: new Date(at + 120).toISOString(),
    ...values,
  })

const tikal = {
  pressure: 1009.2,
  windSpeed: 3.1,
  windGust: 5,
  windDirection: 90,
  rainRate: 0.5,
  rain: 0.2,
  solarRadiation: 810,
}

/** Five readings of three stations, in both steps. */
export const readings = [
  said('tikal', 'flores', firstStep + 4_000, {
    ...tikal,
    temperature: 30,
    humidity: 80,
    condition: 'sunny',
  }),
  said('mixco-1', 'mixco', firstStep + 5_000, { temperature: 20, humidity: 60, condition: 'cloudy' }),
  said('mixco-2', 'mixco', firstStep + 6_000, { temperature: 22, humidity: 50, condition: 'cloudy' }),
  said('tikal', 'flores', secondStep + 4_000, {
    ...tikal,
    temperature: 31,
    humidity: 82,
    condition: 'sunny',
  }),
  said('mixco-1', 'mixco', secondStep + 5_000, { temperature: 21, humidity: 61, condition: 'rainy' }),
]

/** One that came after its hour, and one that a consumer cannot take. */
export const late = aReading(now - 7_200_000)
export const refused = { ...aReading(now - 20_000), humidity: 900 }

/** The consumers at that moment, or later. */
export const consumersAt = (client: Redis, time = now) => consumersOver(client, { now: () => time })

/** Fills an empty database through the functions: each reading comes over both brokers, trouble over one. */
export async function fillStore(client: Redis): Promise<void> {
  const consumers = consumersAt(client)
  await deliver(consumers, 'kafka', [...readings, late, refused])
  await deliver(consumers, 'rabbitmq', readings)
  await keepLetter(client, now - 10_000, '{"id":"1"}')
}
