import { randomUUID } from 'node:crypto'
import { type Admin, Kafka, KafkaJSError, logLevel } from 'kafkajs'
import { inject } from 'vitest'
import { sourceOf } from '#lib/domain/event.ts'
import { type Log, noLog } from '#lib/platform/log.ts'
import { createKafkaProxy } from '#lib/testing/kafka-proxy.ts'
import type { PublisherBench, Received } from '#lib/testing/publisher.contract.ts'
import { until } from '#lib/testing/settled.ts'
import { createKafkaPublisher, type KafkaSettings } from '../../functions/kafka-writer/kafka-publisher.ts'

/** Topics of their own on the real Kafka. */
export function kafkaTopics(): Omit<KafkaSettings, 'brokers'> {
  const topic = `publisher-${randomUUID()}`
  return { topic, deadTopic: `${topic}.dead`, partitions: 3 }
}

/** Straight to the real Kafka. */
export function kafkaClient(): Kafka {
  return new Kafka({ brokers: [inject('kafkaAddr')], logLevel: logLevel.NOTHING })
}

/** The bench of the contract for the real Kafka, behind a network that can be broken. */
export async function kafkaBench(log: Log = noLog): Promise<PublisherBench> {
  const topics = kafkaTopics()
  const proxy = await createKafkaProxy(inject('kafkaAddr'))
  const kafka = kafkaClient()
  const admin = kafka.admin()
  await admin.connect()

  return {
    source: sourceOf.kafka,
    open: () => createKafkaPublisher({ brokers: [proxy.addr], ...topics }, log),
    received: () => receivedFrom(kafka, topics.topic),
    refuse: proxy.refuse,
    cut: proxy.cut,
    freeze: proxy.freeze,
    strand: proxy.strand,
    heal: proxy.heal,
    async unroute() {
      await admin.deleteTopics({ topics: [topics.topic] })
      // The controller has deleted it. Until the broker hears of that, it rightly confirms what the topic still takes.
      await until(10_000, async () => !(await admin.listTopics()).includes(topics.topic))
    },
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]()
      const ours = (await admin.listTopics()).filter((name) => name.startsWith(topics.topic))
      if (ours.length > 0) await admin.deleteTopics({ topics: ours })
      await admin.disconnect()
    },
  }
}

/** All records of a topic as KafkaSource reads them: headers `ce_…` are attributes. */
async function receivedFrom(kafka: Kafka, topic: string): Promise<Received[]> {
  const admin = kafka.admin()
  await admin.connect()
  const partitions = await until(10_000, () => offsetsOf(admin, topic)).finally(() => admin.disconnect())
  const wanted = partitions.reduce((sum, { high }) => sum + Number(high), 0)
  const found: Received[] = []
  if (wanted === 0) return found
  const consumer = kafka.consumer({ groupId: randomUUID(), maxWaitTimeInMs: 50 })
  await consumer.connect()
  try {
    await consumer.subscribe({ topic, fromBeginning: true })
    await consumer.run({
      async eachMessage({ message: { headers = {}, value } }) {
        const texts = Object.entries(headers).map(([name, header]) => [name, String(header)] as const)
        const attributes = texts.filter(([name]) => name.startsWith('ce_'))
        found.push({
          attributes: Object.fromEntries(attributes.map(([name, text]) => [name.slice(3), text])),
          contentType: texts.find(([name]) => name === 'content-type')?.[1],
          body: String(value),
        })
      },
    })
    return await until(10_000, async () => found.length >= wanted && found)
  } finally {
    await consumer.disconnect()
  }
}

/** Nothing while a partition has no leader, as those of a new topic for a moment. */
async function offsetsOf(admin: Admin, topic: string) {
  return await admin.fetchTopicOffsets(topic).catch((error: unknown) => {
    if (error instanceof KafkaJSError && error.retriable) return undefined
    throw error
  })
}
