import { setTimeout as sleep } from 'node:timers/promises'
import { type Admin, type ITopicMetadata, type Kafka, KafkaJSProtocolError } from 'kafkajs'
import type { Log } from '#lib/platform/log.ts'

/** The topic of the readings, that of the dead letters, and into how many partitions the first is cut. */
export type Topics = { topic: string; deadTopic: string; partitions: number }

/** Longer than the sources of the dead letters go on trying: 90 days. */
const DEAD_RETENTION_MS = 90 * 24 * 3_600_000

/** How often a new topic is asked for: for five seconds. */
const ATTEMPTS = 50

/** Makes the two topics where they are missing, and says so when one that exists has fewer partitions than wanted. */
export async function ensureTopics(kafka: Kafka, { topic, deadTopic, partitions }: Topics, log: Log) {
  const admin = kafka.admin()
  await admin.connect()
  try {
    const wanted = new Map([
      [topic, partitions],
      [deadTopic, 1],
    ])
    const existing = new Set(await admin.listTopics())
    const missing = [...wanted].filter(([name]) => !existing.has(name))
    if (missing.length > 0) {
      const retention = [{ name: 'retention.ms', value: String(DEAD_RETENTION_MS) }]
      const topics = missing.map(([name, numPartitions]) => {
        return { topic: name, numPartitions, ...(name === deadTopic && { configEntries: retention }) }
      })
      await admin.createTopics({ topics, waitForLeaders: false })
    }
    for (const { name, partitions: found } of await describeTopics(admin, [...wanted.keys()])) {
      const least = wanted.get(name) ?? 0
      if (found.length < least)
        log('warn', 'topic.small', { topic: name, partitions: found.length, wanted: least })
    }
  } finally {
    await admin.disconnect()
  }
}

/**
 * The topics, once each of their partitions has a leader. A broker hears of a new topic a moment after it was made, and
 * until then says that there is none, which the client takes for final.
 */
async function describeTopics(admin: Admin, topics: string[]): Promise<ITopicMetadata[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const found = await admin.fetchTopicMetadata({ topics })
      if (found.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0)))
        return found.topics
    } catch (error) {
      if (attempt >= ATTEMPTS || !(error instanceof KafkaJSProtocolError)) throw error
    }
    if (attempt >= ATTEMPTS) throw new Error('some partitions have no leader')
    await sleep(100)
  }
}
