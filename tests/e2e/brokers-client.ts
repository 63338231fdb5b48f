import { connect } from 'amqplib'
import { Kafka, logLevel } from 'kafkajs'
import { DEAD_LETTERS, READINGS } from '#lib/domain/names.ts'
import { hostAndPort } from '#lib/platform/address.ts'

type KafkaAt = { kafka: { addr: string } }
type RabbitAt = { rabbitmq: { addr: string; username: string; password: string; vhost: string } }

/** Puts messages into the topic of the readings, past every writer. */
export async function produce(
  { kafka }: KafkaAt,
  messages: { value: string; headers?: Record<string, string> }[],
) {
  const producer = new Kafka({ brokers: [kafka.addr], logLevel: logLevel.NOTHING }).producer()
  await producer.connect()
  await producer.send({ topic: READINGS, acks: -1, messages })
  await producer.disconnect()
}

/** What has become of messages of which no event can be made. Takes them. */
export async function takeUnreadable({ rabbitmq }: RabbitAt): Promise<string[]> {
  await using connection = await open(rabbitmq)
  const channel = await connection.model.createChannel()
  const found: string[] = []
  for (;;) {
    const message = await channel.get(`${DEAD_LETTERS}.unreadable`, { noAck: true })
    if (message === false) return found
    found.push(message.content.toString())
  }
}

/** Puts messages into the queue of the readings, past every writer. */
export async function enqueue(
  { rabbitmq }: RabbitAt,
  messages: { body: string; contentType?: string; headers?: Record<string, string> }[],
) {
  await using connection = await open(rabbitmq)
  const channel = await connection.model.createConfirmChannel()
  for (const { body, ...options } of messages)
    channel.sendToQueue(READINGS, Buffer.from(body), { persistent: true, ...options })
  await channel.waitForConfirms()
}

async function open({ addr, username, password, vhost }: RabbitAt['rabbitmq']) {
  const { host: hostname, port } = hostAndPort(addr)
  const model = await connect({ hostname, port, username, password, vhost })
  return { model, [Symbol.asyncDispose]: () => model.close() }
}
