import { ConfigResourceTypes } from 'kafkajs'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { ReadingsEvent } from '#lib/domain/event.ts'
import { PermanentError } from '#lib/platform/errors.ts'
import { describePublisher } from '#lib/testing/publisher.contract.ts'
import { sampleEvent } from '#lib/testing/readings.ts'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { outcomeOf } from '#lib/testing/settled.ts'
import { createKafkaPublisher, type KafkaSettings } from '../../functions/kafka-writer/kafka-publisher.ts'
import { kafkaBench, kafkaClient, kafkaTopics } from './publisher-kafka.ts'

describePublisher('kafka', kafkaBench)

const admin = kafkaClient().admin()
const made: string[] = []

beforeAll(() => admin.connect())
afterAll(async () => {
  const found = (await admin.listTopics()).filter((name) => made.includes(name))
  await admin.deleteTopics({ topics: found })
  await admin.disconnect()
})

test('missing topics are made: the readings with as many partitions as wanted, the dead letters with one', async () => {
  const { settings } = await publishOnce()
  expect(await partitionsOf(settings.topic)).toBe(3)
  expect(await partitionsOf(settings.deadTopic)).toBe(1)
})

test('the topic of the dead letters keeps them for longer than their source tries: 90 days', async () => {
  const { settings } = await publishOnce()
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name: settings.deadTopic, configNames: ['retention.ms'] }],
  })
  expect(Number(resources[0]?.configEntries[0]?.configValue) / 86_400_000).toBe(90)
})

test('topics that exist are taken as they are', async () => {
  const settings = newSettings()
  await admin.createTopics({ topics: [{ topic: settings.topic, numPartitions: 5 }] })
  const { lines } = await publishOnce(settings)
  expect(await partitionsOf(settings.topic)).toBe(5)
  expect(lines).toEqual([])
})

test('a topic with fewer partitions than wanted is used, and that is worth a warning', async () => {
  const settings = newSettings()
  await admin.createTopics({ topics: [{ topic: settings.topic, numPartitions: 1 }] })
  const { lines } = await publishOnce(settings)
  expect(lines).toEqual([
    {
      level: 'warn',
      event: 'topic.small',
      fields: { topic: settings.topic, partitions: 1, wanted: 3 },
    },
  ])
})

test('records spread over all partitions, since nothing asks for order', async () => {
  const settings = newSettings()
  const publisher = createKafkaPublisher(settings, () => {})
  for (let sent = 0; sent < 30; sent++) await publisher.publish(sampleEvent())
  await publisher[Symbol.asyncDispose]()
  const offsets = await admin.fetchTopicOffsets(settings.topic)
  expect(offsets.map(({ high }) => Number(high) > 0)).toEqual([true, true, true])
})

test('an event that is too large for the broker can never be published, and does not trouble the next', async () => {
  const { log, events } = createRecordingLog()
  const publisher = createKafkaPublisher(newSettings(), log)
  const huge: ReadingsEvent = { ...sampleEvent(), time: 'x'.repeat(2 * 1024 * 1024) }
  expect(await outcomeOf(publisher.publish(huge))).toBeInstanceOf(PermanentError)
  expect(await outcomeOf(publisher.publish(sampleEvent()))).toBe('confirmed')
  expect(events()).toEqual([])
  await publisher[Symbol.asyncDispose]()
})

async function partitionsOf(topic: string): Promise<number | undefined> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
  return topics[0]?.partitions.length
}

function newSettings(): KafkaSettings {
  const topics = kafkaTopics()
  made.push(topics.topic, topics.deadTopic)
  return { brokers: [inject('kafkaAddr')], ...topics }
}

async function publishOnce(settings = newSettings()) {
  const { log, lines } = createRecordingLog()
  const publisher = createKafkaPublisher(settings, log)
  await publisher.publish(sampleEvent())
  await publisher[Symbol.asyncDispose]()
  return { settings, lines }
}
