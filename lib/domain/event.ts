import type { Reading } from './reading.ts'

/** The type of the event that carries readings. */
export const READINGS_EVENT_TYPE = 'io.chaac.weather.readings.v1'

/** The type of the event by which others hand observations to ingest. */
export const OBSERVATION_EVENT_TYPE = 'io.chaac.weather.observation.v1'

/** The type of the event of Knative's PingSource, which plays the clock. What it carries does not matter. */
export const CLOCK_EVENT_TYPE = 'dev.knative.sources.ping'

/** How many readings one call, one message, one event and one store call carry at most. */
export const MAX_READINGS = 256

/** The two ways from ingest to the store. */
export const brokers = ['kafka', 'rabbitmq'] as const

/** One of the two ways. */
export type Broker = (typeof brokers)[number]

/** The `source` of the events that reach the store through a broker. */
export const sourceOf: Readonly<Record<Broker, string>> = {
  kafka: '/chaac/kafka-writer',
  rabbitmq: '/chaac/rabbit-writer',
}

/** One delivery unit: what a writer publishes as one message. `id` is the unit's own, a UUID version 7. */
export type ReadingsEvent = { id: string; source: string; time: string; readings: readonly Reading[] }
