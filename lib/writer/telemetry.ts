import { SpanKind } from '@opentelemetry/api'
import type { ReadingsEvent } from '#lib/domain/event.ts'
import { counter, histogram } from '#lib/platform/telemetry-meters.ts'
import { errorTypeOf, inSpan } from '#lib/platform/telemetry-spans.ts'
import { telemetry } from '#lib/platform/telemetry-state.ts'
import type { Publisher } from './publisher.ts'

const confirmed = counter('chaac.readings.confirmed', {
  unit: '{reading}',
  description: 'Readings that a broker has confirmed',
})
const sent = counter('messaging.client.sent.messages', {
  unit: '{message}',
  description: 'Messages that were given to a broker',
})
const duration = histogram('messaging.client.operation.duration', {
  unit: 's',
  description: 'How long a broker takes to confirm a message, or to fail to',
})

/** What each client calls it. */
const operations = { kafka: 'send', rabbitmq: 'publish' } as const

/** Publishes an event in a span of its own, which its message carries on. */
export async function publishTold(
  { broker, destination, publish }: Publisher,
  event: ReadingsEvent,
): Promise<void> {
  if (!telemetry.configured) return await publish(event)
  const operation = operations[broker]
  const attributes = {
    'messaging.system.name': broker,
    'messaging.operation.type': 'send',
    'messaging.operation.name': operation,
    'messaging.destination.name': destination,
  }
  const readings = event.readings.length
  const known = { ...attributes, 'messaging.message.id': event.id, 'chaac.readings': readings }
  const begun = performance.now()
  let failure: Record<string, string> = {}
  try {
    await inSpan(`${operation} ${destination}`, { kind: SpanKind.PRODUCER, attributes: known }, () =>
      publish(event),
    )
    confirmed(readings, { 'chaac.broker': broker })
  } catch (error) {
    failure = { 'error.type': errorTypeOf(error) }
    throw error
  } finally {
    sent(1, { ...attributes, ...failure })
    duration((performance.now() - begun) / 1_000, { ...attributes, ...failure })
  }
}
