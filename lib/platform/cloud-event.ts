import { CloudEvent } from 'cloudevents'
import { messageOf, PermanentError } from './errors.ts'

/** A request that should carry CloudEvents. Header names are in lower case. */
export type EventRequest = { headers: Readonly<Record<string, string | undefined>>; body: string }

/** A batch has at most so many events: each costs a call of the store. */
export const MAX_BATCH = 256

/**
 * The events in a request in any mode of the HTTP binding, each checked against CloudEvents 1.0; in a batch, one that
 * cannot be read is an error in its place, and takes no other along. An attribute header decides before the content
 * type does: KafkaSource forwards a record that it could not read in binary mode with the record's own content type,
 * which may say "structured".
 * @throws PermanentError when nothing in it can be read
 */
export function readEvents({ headers, body }: EventRequest): (CloudEvent<unknown> | PermanentError)[] {
  const mediaType = mediaTypeOf(headers['content-type'])
  if (headers['ce-specversion'] !== undefined) return [binary(headers, mediaType, body)]
  if (mediaType === 'application/cloudevents+json') return [structured(parse(body))]
  if (mediaType === 'application/cloudevents-batch+json') {
    const batch = parse(body)
    if (!Array.isArray(batch)) throw new PermanentError('a batch must be an array of events')
    if (batch.length > MAX_BATCH) throw new PermanentError(`a batch has at most ${MAX_BATCH} events`)
    return batch.map(inItsPlace)
  }
  throw new PermanentError('not a CloudEvent: no ce-specversion header and no CloudEvents content type')
}

const timeless = new WeakSet<CloudEvent<unknown>>()

/** The time that a decoded event states; the SDK gives those without one that of their decoding. */
export function statedTime(event: CloudEvent<unknown>): string | undefined {
  return timeless.has(event) ? undefined : event.time
}

/**
 * `readEvents` for who wants all of them or none.
 * @throws PermanentError
 */
export function decodeEvents(request: EventRequest): CloudEvent<unknown>[] {
  return readEvents(request).map((event) => {
    if (event instanceof PermanentError) throw event
    return event
  })
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
  const { data_base64: encoded, ...attributes } = withoutNulls(input as Record<string, unknown>)
  if (encoded === undefined) return validated(attributes)
  if (typeof encoded !== 'string' || 'data' in attributes)
    throw new PermanentError('data_base64 must be a text, and stand in the place of data')
  const text = Buffer.from(encoded, 'base64').toString()
  const mediaType = mediaTypeOf(String(attributes.datacontenttype ?? 'application/json'))
  return validated({ ...attributes, data: isJson(mediaType) ? parse(text) : text })
}

/** JSON format 1.0.2, 2.2: an attribute that is null is one that is not there. */
function withoutNulls(attributes: Record<string, unknown>): Record<string, unknown> {
  const there = Object.entries(attributes).filter(([name, value]) => value !== null || name === 'data')
  return Object.fromEntries(there)
}

function inItsPlace(input: unknown): CloudEvent<unknown> | PermanentError {
  try {
    return structured(input)
  } catch (error) {
    if (error instanceof PermanentError) return error
    throw error
  }
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
  // The SDK would put the time of its own clock in its place.
  const { time } = attributes
  if (time !== undefined && (typeof time !== 'string' || time === ''))
    throw new PermanentError('time is no time')
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
