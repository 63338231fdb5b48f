import { CloudEvent } from 'cloudevents'
import { messageOf, PermanentError } from './errors.ts'

/** A request that should carry CloudEvents. Header names are in lower case. */
export type EventRequest = { headers: Readonly<Record<string, string | undefined>>; body: string }

/**
 * The events in a request in any mode of the HTTP binding, each checked against CloudEvents 1.0. An attribute header
 * decides before the content type does: KafkaSource forwards a record that it could not read in binary mode with the
 * record's own content type, which may say "structured".
 * @throws PermanentError
 */
export function decodeEvents({ headers, body }: EventRequest): CloudEvent<unknown>[] {
  const mediaType = mediaTypeOf(headers['content-type'])
  if (headers['ce-specversion'] !== undefined) return [binary(headers, mediaType, body)]
  if (mediaType === 'application/cloudevents+json') return [structured(parse(body))]
  if (mediaType === 'application/cloudevents-batch+json') {
    const batch = parse(body)
    if (!Array.isArray(batch)) throw new PermanentError('a batch must be an array of events')
    return batch.map(structured)
  }
  throw new PermanentError('not a CloudEvent: no ce-specversion header and no CloudEvents content type')
}

const timeless = new WeakSet<CloudEvent<unknown>>()

/** The time that a decoded event states; the SDK gives those without one that of their decoding. */
export function statedTime(event: CloudEvent<unknown>): string | undefined {
  return timeless.has(event) ? undefined : event.time
}

function binary(headers: EventRequest['headers'], mediaType: string, body: string): CloudEvent<unknown> {
  const attributes: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('ce-') && value !== undefined) attributes[name.slice(3)] = percentDecoded(value)
  }
  if (headers['content-type'] !== undefined) attributes.datacontenttype = headers['content-type']
  if (body !== '') attributes.data = isJson(mediaType) ? parse(body) : body
  return validated(attributes)
}

function structured(input: unknown): CloudEvent<unknown> {
  if (typeof input !== 'object' || input === null) throw new PermanentError('an event must be an object')
  return validated(withoutNulls(input as Record<string, unknown>))
}

/** JSON format 1.0.2, 2.2: an attribute that is null is one that is not there. */
function withoutNulls(attributes: Record<string, unknown>): Record<string, unknown> {
  const there = Object.entries(attributes).filter(([name, value]) => value !== null || name === 'data')
  return Object.fromEntries(there)
}

/**
 * The SDK checks the rest, but takes any version, and gives an event without id a random one, which would hide
 * duplicates.
 */
function validated(attributes: Record<string, unknown>): CloudEvent<unknown> {
  for (const required of ['id', 'source', 'type', 'specversion']) {
    const value = attributes[required]
    if (typeof value !== 'string' || value === '')
      throw new PermanentError(`attribute ${required} is missing`)
  }
  if (attributes.specversion !== '1.0') throw new PermanentError('specversion is not 1.0')
  try {
    const event = new CloudEvent<unknown>(attributes)
    if (attributes.time === undefined) timeless.add(event)
    return event
  } catch (cause) {
    throw new PermanentError(`not a CloudEvent: ${messageOf(cause)}`, { cause })
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new PermanentError(`not JSON: ${messageOf(cause)}`, { cause })
  }
}

function mediaTypeOf(contentType = ''): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase()
}

function isJson(mediaType: string): boolean {
  return mediaType === 'application/json' || mediaType.endsWith('+json')
}

/** HTTP binding 3.1.3.2: characters outside of printable ASCII travel percent-encoded. */
function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
