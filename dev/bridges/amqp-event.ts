import { randomUUID } from 'node:crypto'
import { checkedEvent, Unsendable } from './amqp-checks.ts'
import { type AmqpMessage, headersOf, type RabbitSourceIdentity, sourceOf } from './amqp-message.ts'
import { readStructured } from './amqp-structured.ts'
import type { SourceEvent } from './source-event.ts'

const VERSIONS = new Set(['0.3', '1.0'])

/**
 * The event that a RabbitmqSource makes of a message: structured by the property content_type, binary by the header
 * `specversion`, and a `dev.knative.rabbitmq.event` around anything else.
 * @throws Unsendable
 */
export function toRabbitEvent(message: AmqpMessage, source: RabbitSourceIdentity): SourceEvent {
  const mediaType = (message.properties.contentType ?? '').split(';')[0]?.trim().toLowerCase()
  if (mediaType === 'application/cloudevents-batch+json')
    throw new Unsendable('not supported for batch events')
  if (mediaType === 'application/cloudevents+json') {
    const { attributes, data } = readStructured(message.content)
    return checkedEvent(attributes, data)
  }
  const headers = headersOf(message)
  if (VERSIONS.has(headers.get('specversion') ?? '')) return binaryEvent(headers, message.content, source)
  return plainEvent(message, source)
}

/** The property content_type does not count here. Headers of RabbitMQ itself begin with `x-`. */
function binaryEvent(
  headers: ReadonlyMap<string, string>,
  content: Buffer,
  source: RabbitSourceIdentity,
): SourceEvent {
  const given = new Map([['source', sourceOf(source)]])
  for (const [name, value] of headers) {
    if (name === 'content-type') given.set('datacontenttype', value)
    else if (!name.startsWith('x-')) given.set(name, value)
  }
  return checkedEvent(given, content)
}

function plainEvent({ properties, content }: AmqpMessage, source: RabbitSourceIdentity): SourceEvent {
  const id = properties.messageId || randomUUID()
  const given = new Map([
    ['specversion', '1.0'],
    ['id', id],
    ['source', sourceOf(source)],
    ['type', 'dev.knative.rabbitmq.event'],
    ['subject', id],
  ])
  if (properties.timestamp) given.set('time', new Date(properties.timestamp * 1_000).toISOString())
  if (properties.contentType) given.set('datacontenttype', properties.contentType)
  return checkedEvent(given, content)
}
