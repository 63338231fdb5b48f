import { connect } from 'amqplib'
import { Kafka, logLevel } from 'kafkajs'
import { DEAD_LETTERS } from '#lib/domain/names.ts'
import { hostAndPort } from '#lib/platform/address.ts'
import type { Stack } from '../stack/broker.ts'

/** How many dead letters lie in both brokers. Opens its connections for each count: it is asked rarely. */
export async function countDeadLetters({ kafka, rabbitmq }: Stack): Promise<number> {
  const [records, messages] = await Promise.all([countRecords(kafka.addr), countMessages(rabbitmq)])
  return records + messages
}

async function countRecords(addr: string): Promise<number> {
  const admin = new Kafka({ brokers: [addr], logLevel: logLevel.NOTHING, retry: { retries: 0 } }).admin()
  await admin.connect()
  try {
    const offsets = await admin.fetchTopicOffsets(DEAD_LETTERS)
    return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0)
  } finally {
    await admin.disconnect()
  }
}

async function countMessages({ addr, username, password, vhost }: Stack['rabbitmq']): Promise<number> {
  const { host: hostname, port } = hostAndPort(addr)
  const login = { hostname, port, username, password, vhost }
  const connection = await connect({ ...login, heartbeat: 2 }, { timeout: 2_000 })
  connection.on('error', () => {}) // the call under way rejects
  try {
    const channel = await connection.createChannel()
    return (await channel.checkQueue(DEAD_LETTERS)).messageCount
  } finally {
    await connection.close()
  }
}
