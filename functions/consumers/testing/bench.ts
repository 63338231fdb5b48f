import { vi } from 'vitest'
import type { Delivery } from '#lib/domain/delivery.ts'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { createApp } from '../app.ts'
import type { ReadingTaker } from '../store.ts'

/** Headers of an event in binary mode, as KafkaSource sends it. */
export const binary = {
  'ce-specversion': '1.0',
  'ce-id': '0199-1',
  'ce-source': '/chaac/kafka-writer',
  'ce-type': 'io.chaac.weather.readings.v1',
  'content-type': 'application/json',
}

/** An event in structured mode, without its data, from the other writer. */
export const event = {
  specversion: '1.0',
  id: '0199-1',
  source: '/chaac/rabbit-writer',
  type: 'io.chaac.weather.readings.v1',
  datacontenttype: 'application/json',
}

/** Headers of a batch of events. */
export const batch = { 'content-type': 'application/cloudevents-batch+json' }

/** Headers of an event in structured mode. */
export const structured = { 'content-type': 'application/cloudevents+json' }

/** A consumer over a store that keeps what it takes; `before` is what the store does first. */
export function createBench(before: () => Promise<void> = async () => {}) {
  const taken: Delivery[] = []
  const { log, events } = createRecordingLog()
  const ticks = vi.fn(before)
  const store: ReadingTaker = {
    tick: ticks,
    record: vi.fn(async (delivery) => {
      await before()
      taken.push(delivery)
    }),
  }
  const app = createApp({ store, log })
  const post = async (text: string, headers: Record<string, string> = binary) =>
    app.request('/', { method: 'POST', body: new TextEncoder().encode(text), headers })
  return { app, taken, ticks, logged: events, post }
}
