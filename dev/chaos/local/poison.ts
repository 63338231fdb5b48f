import { connect } from 'amqplib'
import { Kafka, logLevel } from 'kafkajs'
import { READINGS } from '#lib/domain/names.ts'
import { freshId } from '#lib/domain/reading-id.ts'
import { hostAndPort } from '#lib/platform/address.ts'
import type { Stack } from '../../stack/broker.ts'

/** Puts an event that no consumer can take into a broker, past every writer. Resolves with its id when it is confirmed. */
export async function poison({ kafka, rabbitmq }: Stack, broker: 'kafka' | 'rabbitmq'): Promise<string> {
  const id = freshId(Date.now()) // dead-letters takes a random one for one that a source has made up
  const attributes = { specversion: '1.0', id, source: '/chaos', type: 'io.chaac.chaos.poison' }
  const named = (prefix: string) =>
    Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`${prefix}${name}`, value]))
  if (broker === 'kafka') await produce(kafka.addr, named('ce_'))
  else await enqueue(rabbitmq, named('ce-'))
  return id
}

async function produce(addr: string, headers: Record<string, string>): Promise<void> {
  const producer = new Kafka({ brokers: [addr], logLevel: logLevel.NOTHING }).producer()
  await producer.connect()
  try {
    await producer.send({ topic: READINGS, acks: -1, messages: [{ value: '{}', headers }] })
  } finally {
    await producer.disconnect()
  }
}

async function enqueue(
  { addr, username, password, vhost }: Stack['rabbitmq'],
  headers: Record<string, string>,
): Promise<void> {
  const { host: hostname, port } = hostAndPort(addr)
  const connection = await connect({ hostname, port, username, password, vhost })
  connection.on('error', () => {}) // the call under way rejects
  try {
    const channel = await connection.createConfirmChannel()
    channel.sendToQueue(READINGS, Buffer.from('{}'), { persistent: true, headers })
    await channel.waitForConfirms()
  } finally {
    await connection.close()
  }
}
