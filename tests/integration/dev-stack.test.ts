import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from 'amqplib'
import { Redis } from 'iovalkey'
import { Kafka, logLevel } from 'kafkajs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Broker } from '../../dev/stack/broker.ts'
import { probeKafka } from '../../dev/stack/kafka-probe.ts'
import { createNativeStack } from '../../dev/stack/native-stack.ts'
import { freePorts, isPortFree } from '../../dev/stack/ports.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'

const ports = await freePorts()
const scratch = await makeScratch('test-dev-stack')
const stack = createNativeStack({ dir: scratch.dir, logDir: join(scratch.dir, 'logs'), ports })
const { username, password, vhost } = stack.rabbitmq

beforeAll(() => stack.start())
afterAll(async () => {
  await stack.stop()
  await scratch[Symbol.asyncDispose]()
})

test('a record that Kafka has acknowledged outlives a crash', async () => {
  const topic = 'outlives'
  const kafka = new Kafka({ brokers: [stack.kafka.addr], logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }] })
  await admin.disconnect()
  const producer = kafka.producer()
  await producer.connect()
  await producer.send({ topic, acks: -1, messages: [{ value: 'rain' }] })
  await producer.disconnect()

  await crash(stack.kafka)

  const consumer = kafka.consumer({ groupId: 'after', maxWaitTimeInMs: 100 })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  const value = await new Promise<string | undefined>((found, failed) => {
    const eachMessage = async ({ message }: { message: { value: Buffer | null } }) =>
      found(message.value?.toString())
    consumer.run({ eachMessage }).catch(failed)
  })
  await consumer.disconnect()
  expect(value).toBe('rain')
})

test('a persistent message that RabbitMQ has confirmed outlives a crash', async () => {
  const queue = 'outlives'
  const before = await connectRabbit()
  const publishing = await before.createConfirmChannel()
  await publishing.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } })
  publishing.sendToQueue(queue, Buffer.from('rain'), { persistent: true })
  await publishing.waitForConfirms()
  await sleep(4_000) // RabbitMQ 3.10 writes down that a new queue exists only after a moment

  await crash(stack.rabbitmq)

  const after = await connectRabbit()
  const getting = await after.createChannel()
  const message = await getting.get(queue, { noAck: true })
  await after.close()
  expect(message !== false ? message.content.toString() : undefined).toBe('rain')
})

test('a change that Valkey has answered outlives a crash', async () => {
  await using client = valkeyClient()
  await client.redis.set('outlives', 'rain')

  await crash(stack.valkey)

  expect(await client.redis.get('outlives')).toBe('rain')
  // With everysec it would, as long as the disk is quick: while a sync is slow, changes are answered before they are written.
  expect(await client.redis.config('GET', 'appendfsync')).toEqual(['appendfsync', 'always'])
})

test.each([
  ['kafka', () => probeKafka(ports.kafka)],
  ['rabbitmq', () => connectRabbit().then((connection) => connection.close())],
  ['valkey', askValkey],
] as const)('a frozen %s answers nothing until it is resumed', async (name, ask) => {
  const says = () =>
    ask().then(
      () => 'answers',
      () => 'nothing',
    )
  expect(await says()).toBe('answers')
  stack[name].pause() // it takes a moment until all threads have stopped
  await expect.poll(says, { timeout: 10_000 }).toBe('nothing')
  stack[name].resume()
  await expect.poll(says, { timeout: 10_000 }).toBe('answers')
})

test('a stack that runs is started again without harm', async () => {
  await stack.start()
  await askValkey()
})

test('a stopped stack leaves no process and no port behind, and starts again with its data', async () => {
  expect(processesOf(scratch.dir).length).toBeGreaterThanOrEqual(3)
  await stack.stop()
  expect(processesOf(scratch.dir)).toEqual([])
  for (const port of Object.values(ports)) expect(await isPortFree(port), `port ${port}`).toBe(true)

  await stack.start()
  await using client = valkeyClient()
  expect(await client.redis.get('outlives')).toBe('rain')
})

async function crash(broker: Broker): Promise<void> {
  await broker.kill()
  await broker.start()
}

async function connectRabbit() {
  const at = { hostname: '127.0.0.1', port: ports.amqp, username, password, vhost }
  const connection = await connect(at, { timeout: 1_000 })
  connection.on('error', () => {}) // a crash ends it
  return connection
}

function valkeyClient() {
  const redis = new Redis({ port: ports.valkey, commandTimeout: 1_000, retryStrategy: () => 50 })
  redis.on('error', () => {}) // it connects again by itself
  return { redis, [Symbol.asyncDispose]: async () => redis.disconnect() }
}

async function askValkey(): Promise<void> {
  await using client = valkeyClient()
  await client.redis.ping()
}

/** The processes that mention the folder in their command or environment, or work in it. */
function processesOf(folder: string): string[] {
  const mentions = (path: string, read: (path: string) => string) => {
    try {
      return read(path).includes(folder)
    } catch {
      return false // it has ended, or is somebody else's
    }
  }
  const text = (path: string) => readFileSync(path, 'utf8')
  return readdirSync('/proc').filter(
    (pid) =>
      /^\d+$/.test(pid) &&
      (mentions(`/proc/${pid}/cmdline`, text) ||
        mentions(`/proc/${pid}/environ`, text) ||
        mentions(`/proc/${pid}/cwd`, readlinkSync)),
  )
}
