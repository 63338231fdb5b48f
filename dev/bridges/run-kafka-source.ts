import { Kafka, logLevel, Partitioners } from 'kafkajs'
import type { Log } from '#lib/platform/log.ts'
import { createPoster } from './http-post.ts'
import type { KafkaSourceConfig } from './kafka-config.ts'
import { deliverRecord } from './kafka-delivery.ts'
import { consume } from './kafka-session.ts'
import { createKafkaSockets, type KafkaSockets } from './kafka-sockets.ts'
import { createRecordFlow } from './record-flow.ts'
import { keepGoing } from './sessions.ts'
import { within } from './stopping.ts'

const CONNECTIONS = 100 // maxPoolSize of the dispatcher

/** Does what Knative's Kafka dispatcher does for one KafkaSource, until the signal ends it. */
export async function runKafkaSource(
  config: KafkaSourceConfig,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  using sockets = createKafkaSockets()
  const producer = clientOf(config, 2, sockets).producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    allowAutoTopicCreation: false,
  })
  const poster = createPoster(config.sink, CONNECTIONS)
  const flow = createRecordFlow(config.ordering, (record) =>
    deliverRecord(record, { config, poster, producer, log, signal }),
  )
  try {
    const session = async () => {
      using sockets = createKafkaSockets()
      const kafka = clientOf(config, 8, sockets) // a short outage costs no membership
      await consume(kafka, config, flow, log, signal)
    }
    const failed = (reason: string) => log('warn', 'source.waiting', { topic: config.topic, reason })
    await keepGoing(session, failed, signal)
  } finally {
    poster.close()
    await within(
      1_000,
      producer.disconnect().catch(() => {}),
    )
  }
}

function clientOf({ brokers }: KafkaSourceConfig, retries: number, { open }: KafkaSockets): Kafka {
  return new Kafka({
    clientId: 'chaac-kafka-source',
    brokers: [...brokers],
    socketFactory: open,
    logLevel: logLevel.NOTHING, // what matters ends a session, which is logged
    connectionTimeout: 1_000,
    requestTimeout: 10_000,
    retry: { retries, initialRetryTime: 100, maxRetryTime: 1_000 },
  })
}
