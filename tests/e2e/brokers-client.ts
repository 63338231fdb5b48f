import { connect } from 'amqplib'
import { Kafka, logLevel } from 'kafkajs'
import { READINGS } from '#lib/domain/names.ts'
import { hostAndPort } from '#lib/platform/address.ts'
import type { Stack } from '../../dev/stack/broker.ts'

/** Puts messages into the topic of the readings, past every writer. */
export async function produce(
  { kafka }: Stack,
  messages: { value: string; headers?: Record<string, string> }[],
) {
  const producer = new Kafka({ brokers: [kafka.addr], logLevel: logLevel.NOTHING }).producer()
  await producer.connect()
  await producer.send({ topic: READINGS, acks: -1, messages })
  await producer.disconnect()
}

/** Puts messages into the queue of the readings, past every writer. */
export async function enqueue(
  { rabbitmq }: Stack,
  messages: { body: string; contentType?: string; headers?: Record<string, string> }[],
) {
  const { addr, username, password, vhost } = rabbitmq
  const { host: hostname, port } = hostAndPort(addr)
  const connection = await connect({ hostname, port, username, password, vhost })
  const channel = await connection.createConfirmChannel()
  for (const { body, ...options } of messages)
    channel.sendToQueue(READINGS, Buffer.from(body), { persistent: true, ...options })
  await channel.waitForConfirms()
  await connection.close()
}
