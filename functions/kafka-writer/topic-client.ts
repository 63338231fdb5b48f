import type { Kafka } from 'kafkajs'
import type { Log } from '#lib/platform/log.ts'

/** The topic of the readings, that of the dead letters, and into how many partitions the first is cut. */
export type Topics = { topic: string; deadTopic: string; partitions: number }

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
      const topics = missing.map(([name, numPartitions]) => ({ topic: name, numPartitions }))
      await admin.createTopics({ topics, waitForLeaders: true })
    }
    const { topics } = await admin.fetchTopicMetadata({ topics: [...wanted.keys()] })
    for (const { name, partitions: found } of topics) {
      const least = wanted.get(name) ?? 0
      if (found.length < least)
        log('warn', 'topic.small', { topic: name, partitions: found.length, wanted: least })
    }
  } finally {
    await admin.disconnect()
  }
}
