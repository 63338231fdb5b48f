import type { Failure } from './delivery.ts'
import { type SourceEvent, withExtensions } from './source-event.ts'

/** A record of a binary CloudEvent, as a KafkaSink writes it. */
export type DeadLetterRecord = {
  key: string | null
  value: Buffer | null
  headers: Record<string, string>
}

/** The event with the reason of its failure: `knativeerrordest`, and code and data where there was an answer. */
export function toDeadLetter(event: SourceEvent, destination: string, { answer }: Failure): SourceEvent {
  const extensions = new Map([['knativeerrordest', destination]])
  if (answer === undefined) return withExtensions(event, extensions)
  extensions.set('knativeerrorcode', String(answer.status))
  for (const [name, value] of Object.entries(answer.headers)) {
    const extension = /^kne-([a-z0-9]+)$/.exec(name)?.[1] // an answer may add extensions of its own
    if (extension !== undefined && value !== undefined) extensions.set(extension, String(value))
  }
  if (answer.body.length > 0) extensions.set('knativeerrordata', answer.body.toString('base64'))
  return withExtensions(event, extensions)
}

/** The event in binary mode of the Kafka binding. The key is `partitionkey`, the value null where there is no data. */
export function toRecord(event: SourceEvent, trace: Record<string, string>): DeadLetterRecord {
  const headers: Record<string, string> = { ...trace }
  for (const [name, value] of event.attributes) headers[`ce_${name}`] = value
  if (event.contentType !== undefined) headers['content-type'] = event.contentType
  return { key: event.attributes.get('partitionkey') ?? null, value: event.data ?? null, headers }
}
