import type { Producer } from 'kafkajs'
import { messageOf } from '#lib/platform/errors.ts'
import type { Log } from '#lib/platform/log.ts'
import { attempt } from './attempt.ts'
import { toDeadLetter, toRecord } from './dead-letter.ts'
import { type Answer, deliver, type Failure } from './delivery.ts'
import type { Poster } from './http-post.ts'
import type { KafkaSourceConfig } from './kafka-config.ts'
import { toKafkaEvent, traceOf } from './kafka-event.ts'
import type { KafkaRecord } from './kafka-record.ts'
import { type SourceEvent, toRequest } from './source-event.ts'
import type { Trace } from './trace-context.ts'
import { kafkaVerdict } from './verdicts.ts'

/** What the Kafka bridge needs to deliver a record. */
export type KafkaDelivery = {
  config: KafkaSourceConfig
  poster: Poster
  producer: Producer
  log: Log
  signal: AbortSignal
}

/** A KafkaSink answers this once the record is in its topic. */
const PRODUCED: Answer = { status: 202, headers: {}, body: Buffer.alloc(0) }

/**
 * Takes a record to its end: delivered, dead-lettered, or dropped where that failed too. Resolves with false when the
 * end of the process came first.
 */
export async function deliverRecord(record: KafkaRecord, delivery: KafkaDelivery): Promise<boolean> {
  const { config, poster, log, signal } = delivery
  if (signal.aborted) return false
  const where = { topic: record.topic, partition: record.partition, offset: record.offset }
  try {
    const event = toKafkaEvent(record, config.identity)
    if (event === undefined) {
      log('error', 'record.discarded', where)
      return true
    }
    const trace = traceOf(record)
    const request = toRequest(event, { prefer: 'reply', 'kn-namespace': config.identity.namespace })
    const post = (headers: Record<string, string>) =>
      poster.post({ ...request, headers: { ...request.headers, ...headers } }, config.timeoutMs)
    const failure = await deliver(() => attempt(trace, post), kafkaVerdict, config.delivery, signal)
    if (failure !== undefined) await deadLetter(event, failure, trace, where, delivery)
    return true
  } catch (error) {
    if (!signal.aborted) log('error', 'record.discarded', { ...where, reason: messageOf(error) })
    return !signal.aborted
  }
}

async function deadLetter(
  event: SourceEvent,
  failure: Failure,
  trace: Trace | undefined,
  where: Record<string, unknown>,
  { config, producer, log, signal }: KafkaDelivery,
): Promise<void> {
  const { attempts, reason } = failure
  const fields = { ...where, id: event.attributes.get('id'), attempts, reason }
  const topic = config.deadLetterTopic
  if (topic === undefined) {
    log('error', 'event.dropped', fields)
    return
  }
  const letter = toDeadLetter(event, config.sink, failure)
  const produce = async (headers: Record<string, string>) => {
    await producer.connect() // costs nothing when it is connected
    await producer.send({ topic, acks: -1, messages: [toRecord(letter, headers)] })
    return PRODUCED
  }
  const lost = await deliver(() => attempt(trace, produce), kafkaVerdict, config.delivery, signal)
  if (lost === undefined) log('warn', 'event.dead-lettered', fields)
  else log('error', 'event.dropped', { ...fields, deadLetterTopic: topic, deadLetterReason: lost.reason })
}
