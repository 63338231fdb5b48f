import { binaryEvent } from './kafka-binary.ts'
import { headersOf, type KafkaRecord, lastHeader } from './kafka-record.ts'
import { isStructured, structuredEvent } from './kafka-structured.ts'
import { type SourceEvent, withExtensions } from './source-event.ts'
import { parseTrace, type Trace } from './trace-context.ts'

/** What a KafkaSource is called and what it adds to each event. */
export type KafkaSourceIdentity = {
  namespace: string
  name: string
  ceOverrides: Readonly<Record<string, string>>
}

/**
 * The event that a KafkaSource makes of a record: the event in it, or a `dev.knative.kafka.event` around anything else.
 * Undefined where the real one discards the record: a header with the value null in a record that is no event.
 */
export function toKafkaEvent(record: KafkaRecord, source: KafkaSourceIdentity): SourceEvent | undefined {
  const headers = headersOf(record)
  const event = isStructured(lastHeader(headers, 'content-type'))
    ? structuredEvent(record.value)
    : binaryEvent(headers, record.value)
  const found = event ?? generatedEvent(record, headers, source)
  if (found === undefined) return undefined
  return withExtensions(found, [
    ['knativekafkapartition', String(record.partition)],
    ['knativekafkaoffset', record.offset],
    ...Object.entries(source.ceOverrides),
  ])
}

/** The trace in the record's own `traceparent` header; `ce_traceparent` is an extension like others. */
export function traceOf(record: KafkaRecord): Trace | undefined {
  const headers = headersOf(record)
  const first = (name: string) => headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? undefined
  return parseTrace(first('traceparent'), first('tracestate'))
}

function generatedEvent(
  { topic, partition, offset, timestamp, key, value }: KafkaRecord,
  headers: [string, string | null][],
  { namespace, name }: KafkaSourceIdentity,
): SourceEvent | undefined {
  const attributes = new Map([
    ['specversion', '1.0'],
    ['id', `partition:${partition}/offset:${offset}`],
    ['source', `/apis/v1/namespaces/${namespace}/kafkasources/${name}#${topic}`],
    ['type', 'dev.knative.kafka.event'],
    ['subject', `partition:${partition}#${offset}`],
    ['time', new Date(Number(timestamp)).toISOString().replace(/\.?0*Z$/, 'Z')],
  ])
  if (key !== null && key.length > 0) {
    attributes.set('partitionkey', key.toString())
    attributes.set('key', key.toString())
  }
  let contentType: string | undefined
  for (const [header, text] of headers) {
    if (text === null) return undefined
    if (header.toLowerCase() === 'content-type') contentType = text.toLowerCase()
    else attributes.set(`kafkaheader${header.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`, text)
  }
  return { attributes, contentType, data: value ?? undefined }
}
