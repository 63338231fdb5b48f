import { randomUUID } from 'node:crypto'
import { type IHeaders, Kafka, logLevel, Partitioners } from 'kafkajs'
import { inject } from 'vitest'
import { createLog, type Log } from '#lib/platform/log.ts'
import { loadKafkaSourceConfig } from '../../dev/bridges/kafka-config.ts'
import { runKafkaSource } from '../../dev/bridges/run-kafka-source.ts'
import { running } from './bridges-sink.ts'

/** A record to send: its id, and what differs from a plain binary event. */
export type Sent = { id: string; partition?: number; headers?: IHeaders; value?: string | null; key?: string }

/** Topics and a group of its own on the real broker. */
export async function kafkaBench({ partitions = 1 } = {}) {
  const name = `bridges-${randomUUID()}`
  const names = { topic: name, dead: `${name}.dead`, group: name }
  const kafka = new Kafka({ brokers: [inject('kafkaAddr')], logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await Promise.all([admin.connect(), producer.connect()])
  await admin.createTopics({
    topics: [{ topic: names.topic, numPartitions: partitions }, { topic: names.dead }],
  })
  const env = (sink: string) => ({
    KAFKA_ADDR: inject('kafkaAddr'),
    KAFKA_TOPIC: names.topic,
    KAFKA_GROUP: names.group,
    DEAD_LETTER_TOPIC: names.dead,
    DELIVERY_RETRY: '3',
    DELIVERY_BACKOFF_DELAY: 'PT0.01S',
    NAME: 'bench',
    SINK: sink,
  })

  return {
    ...names,
    admin,
    env,
    /** The bridge in this process. */
    bridge(sink: string, changes: Record<string, string> = {}, log: Log = createLog('bridge', () => {})) {
      const config = loadKafkaSourceConfig({ ...env(sink), ...changes })
      return running((signal) => runKafkaSource(config, log, signal))
    },
    async send(...records: Sent[]) {
      const messages = records.map(({ id, headers, value = '{}', key, partition = 0 }) => ({
        headers: headers ?? binaryHeaders(id),
        value,
        partition,
        ...(key === undefined ? {} : { key }),
      }))
      await producer.send({ topic: names.topic, messages })
    },
    /** The committed offsets, in the order of partitions; -1 where there is none. */
    async committed() {
      const [found] = await admin.fetchOffsets({ groupId: names.group, topics: [names.topic] })
      const offsets = found?.partitions.toSorted((a, b) => a.partition - b.partition) ?? []
      return offsets.map(({ offset }) => Number(offset))
    },
    /** Waits for so many dead letters. */
    async deadLetters(count: number) {
      const consumer = kafka.consumer({ groupId: `${names.group}-${randomUUID()}`, maxWaitTimeInMs: 100 })
      await consumer.connect()
      await consumer.subscribe({ topic: names.dead, fromBeginning: true })
      const found: Record<string, string>[] = []
      await new Promise<void>((resolve, reject) => {
        const eachMessage = async ({ message }: { message: { headers?: IHeaders } }) => {
          const headers = Object.entries(message.headers ?? {}).map(([header, value]) => [
            header,
            String(value),
          ])
          if (found.push(Object.fromEntries(headers)) >= count) resolve()
        }
        consumer.run({ eachMessage }).catch(reject)
      })
      await consumer.disconnect()
      return found
    },
    async [Symbol.asyncDispose]() {
      await producer.disconnect()
      await admin.deleteTopics({ topics: [names.topic, names.dead] })
      await admin.disconnect()
    },
  }
}

/** The headers of a binary event with this id. */
export function binaryHeaders(id: string): IHeaders {
  return {
    ce_specversion: '1.0',
    ce_id: id,
    ce_type: 'io.chaac.weather.readings.v1',
    ce_source: '/chaac/kafka-writer',
    'content-type': 'application/json',
  }
}
