import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from 'amqplib'
import { Kafka, logLevel } from 'kafkajs'
import { DEAD_LETTERS } from '#lib/domain/names.ts'
import { hostAndPort } from '#lib/platform/address.ts'
import { countDeadLetters } from '../../pipeline/dead-letter-count.ts'
import type { Stack } from '../../stack/broker.ts'
import type { DeadLetters } from '../picture.ts'

/** How long Kafka may take to hand out its dead letters. */
const PATIENCE_MS = 20_000

/** The dead letters as they lie in both brokers. They stay there. */
export function brokerDeadLetters(stack: Stack): DeadLetters {
  return {
    count: () => countDeadLetters(stack),
    bodies: async () => [...(await recordsOf(stack.kafka.addr)), ...(await messagesOf(stack.rabbitmq))],
  }
}

async function recordsOf(addr: string): Promise<string[]> {
  const kafka = new Kafka({ brokers: [addr], logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  const offsets = await admin.fetchTopicOffsets(DEAD_LETTERS).finally(() => admin.disconnect())
  const wanted = offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0)
  const found: string[] = []
  if (wanted === 0) return found
  const consumer = kafka.consumer({ groupId: `chaos-${randomUUID()}`, maxWaitTimeInMs: 50 })
  await consumer.connect()
  try {
    await consumer.subscribe({ topic: DEAD_LETTERS, fromBeginning: true })
    await consumer.run({ eachMessage: async ({ message }) => void found.push(String(message.value)) })
    for (const end = Date.now() + PATIENCE_MS; found.length < wanted && Date.now() < end; ) await sleep(50)
    return found
  } finally {
    await consumer.disconnect()
  }
}

async function messagesOf({ addr, username, password, vhost }: Stack['rabbitmq']): Promise<string[]> {
  const { host: hostname, port } = hostAndPort(addr)
  const connection = await connect({ hostname, port, username, password, vhost })
  connection.on('error', () => {}) // the call under way rejects
  try {
    const channel = await connection.createChannel()
    const found: string[] = []
    for (;;) {
      const message = await channel.get(DEAD_LETTERS)
      if (message === false) return found
      found.push(String(message.content))
    }
  } finally {
    await connection.close() // what was taken is the queue's again
  }
}
