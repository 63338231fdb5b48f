import { Kafka, logLevel } from 'kafkajs'
import { expect, test, vi } from 'vitest'
import { createKafka } from '../../dev/stack/kafka.ts'
import { freePorts } from '../../dev/stack/ports.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { binaryHeaders } from './bridges-kafka.ts'
import { startBridge } from './bridges-process.ts'
import { startSink } from './bridges-sink.ts'

const TOPIC = 'outlived'
const CRASHES = 4

test('a bridge that has outlived crashes of its Kafka still delivers, and still ends in order', {
  timeout: 180_000,
}, async () => {
  await using scratch = await makeScratch('test-bridges-crash')
  const { dir } = scratch
  await using kafka = createKafka({ dir, logDir: dir, ports: await freePorts(), progress: () => {} })
  await kafka.start()
  const client = new Kafka({ brokers: [kafka.addr], logLevel: logLevel.NOTHING })
  const admin = client.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: 4 }] })
  await admin.disconnect()
  await using sink = await startSink(() => 200)
  using bridge = await startBridge('kafka-source', {
    KAFKA_ADDR: kafka.addr,
    KAFKA_TOPIC: TOPIC,
    KAFKA_GROUP: TOPIC,
    DEAD_LETTER_TOPIC: `${TOPIC}.dead`,
    NAME: 'bench',
    SINK: sink.url,
  })

  for (let crash = 1; crash <= CRASHES; crash += 1) {
    await kafka.kill()
    await kafka.start()
    const producer = client.producer({ retry: { retries: 10 } })
    await producer.connect()
    await producer.send({
      topic: TOPIC,
      messages: [{ headers: binaryHeaders(`after-${crash}`), value: '{}' }],
    })
    await producer.disconnect()
    await vi.waitFor(() => expect(sink.ids()).toContain(`after-${crash}`), 30_000)
  }

  const { code, ms } = await bridge.stop()
  expect(code).toBe(0)
  expect(ms).toBeLessThan(15_000)
})
