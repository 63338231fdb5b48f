import { KafkaJSProtocolError, Partitioners } from 'kafkajs'
import type { ReadingsEvent } from '#lib/domain/event.ts'
import { messageOf, PermanentError, TransientError } from '#lib/platform/errors.ts'
import type { Log } from '#lib/platform/log.ts'
import { createReadiness } from '#lib/platform/readiness.ts'
import { within } from '#lib/platform/within.ts'
import { toEventMessage } from '#lib/writer/event-message.ts'
import type { Publisher } from '#lib/writer/publisher.ts'
import { createKafkaClient } from './kafka-client.ts'
import type { KafkaLogin } from './login.ts'
import { ensureTopics, type Topics } from './topic-client.ts'

/** Where and what to publish to. */
export type KafkaSettings = Topics & KafkaLogin & { brokers: string[] }

/** How long the broker may take to confirm, with all tries. ingest waits for 6 s, and should hear why. */
const CONFIRM_MS = 5_000

/**
 * One event is one record with the headers of the Kafka binding (`ce_…`), confirmed by all replicas in sync. It
 * connects by itself and for ever. Keys are left out: nothing asks for order, and records spread over partitions.
 */
export function createKafkaPublisher(settings: KafkaSettings, log: Log): Publisher {
  const kafka = createKafkaClient(settings)
  const producer = kafka.producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    allowAutoTopicCreation: false,
  })
  const readiness = createReadiness('kafka', log, async () => {
    await producer.disconnect() // the client keeps a connection that is open but dead, and would go on with it
    await producer.connect()
    await ensureTopics(kafka, settings, log)
  })

  return {
    broker: 'kafka',
    destination: settings.topic,
    get ready() {
      return readiness.ready
    },
    async publish(event) {
      await readiness.wait()
      try {
        const sent = producer.send({ topic: settings.topic, acks: -1, messages: [toRecord(event)] })
        await within(CONFIRM_MS, sent)
      } catch (error) {
        if (error instanceof KafkaJSProtocolError && error.type === 'MESSAGE_TOO_LARGE') {
          throw new PermanentError('kafka: the event is too large', { cause: error })
        }
        readiness.lost(error)
        throw new TransientError(`kafka: ${messageOf(error)}`, { cause: error })
      }
    },
    async [Symbol.asyncDispose]() {
      await readiness[Symbol.asyncDispose]()
      await producer.disconnect()
    },
  }
}

function toRecord(event: ReadingsEvent) {
  const { attributes, trace, contentType, body } = toEventMessage(event)
  // KafkaSource goes on with the trace of the record, and hands that of the event through.
  const headers: Record<string, string> = { 'content-type': contentType, ...trace }
  for (const [name, value] of Object.entries(attributes)) headers[`ce_${name}`] = value
  return { value: body, headers }
}
