import type { Redis } from 'iovalkey'
import { type Broker, CLOCK_EVENT_TYPE, MAX_READINGS, sourceOf } from '#lib/domain/event.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { freshId } from '#lib/domain/reading-id.ts'
import { noLog } from '#lib/platform/log.ts'
import { toEventMessage } from '#lib/writer/event-message.ts'
import { createApp } from '../../functions/consumers/app.ts'
import { loadConfig } from '../../functions/consumers/config.ts'
import { createValkeyStore } from '../../functions/consumers/valkey-store.ts'

/** Posts an event to the consumer of a broker. */
export type Post = (broker: Broker, event: RequestInit) => Response | Promise<Response>

/** Under which prefix the consumers write, and what time it is to them. */
export type Consumers = { prefix?: string; now?: () => number }

/** The two consumers, whole and in this process, over one Valkey. Everything else is as by default. */
export function consumersOver(client: Redis, { prefix = 'weather', now = Date.now }: Consumers = {}): Post {
  const { window } = loadConfig({ VALKEY_ADDR: 'localhost:6379' })
  const create = () => createApp({ store: createValkeyStore(client, prefix, window, now), log: noLog })
  const apps = { kafka: create(), rabbitmq: create() }
  return (broker, event) => apps[broker].request('/', event)
}

/**
 * Delivers readings through the consumer of a broker, as one of Knative's sources posts what the writer of this broker
 * has published. One after the other, at most 256 an event. What is no reading may be among them.
 */
export async function deliver(post: Post, broker: Broker, readings: readonly object[]): Promise<void> {
  for (let at = 0; at < readings.length; at += MAX_READINGS) {
    const now = Date.now()
    const { attributes, contentType, body } = toEventMessage({
      id: freshId(now),
      source: sourceOf[broker],
      time: new Date(now).toISOString(),
      readings: readings.slice(at, at + MAX_READINGS) as Reading[],
    })
    const headers = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value])
    const event = { method: 'POST', headers: Object.fromEntries([...headers, ['content-type', contentType]]) }
    const { status } = await post(broker, { ...event, body: body.toString() })
    if (status !== 204) throw new Error(`the consumer of ${broker} answers ${status}`)
  }
}

/** Tells the consumer of a broker the time, as Knative's PingSource does. */
export async function tellTime(post: Post, broker: Broker): Promise<void> {
  const headers = {
    'ce-specversion': '1.0',
    'ce-type': CLOCK_EVENT_TYPE,
    'ce-source': '/clock',
    'ce-id': '1',
  }
  const { status } = await post(broker, { method: 'POST', headers })
  if (status !== 204) throw new Error(`the consumer of ${broker} answers ${status}`)
}
