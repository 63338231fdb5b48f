import type { ChannelModel, GetMessage } from 'amqplib'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { describePublisher } from '#lib/testing/publisher.contract.ts'
import { sampleEvent } from '#lib/testing/readings.ts'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { until } from '#lib/testing/settled.ts'
import { createRabbitPublisher, type RabbitSettings } from '../../functions/rabbit-writer/rabbit-publisher.ts'
import { deleteTopology, messagesIn, rabbitBench, rabbitClient, rabbitSettings } from './publisher-rabbit.ts'

describePublisher('rabbitmq', rabbitBench)

let client: ChannelModel
let settings: RabbitSettings

beforeAll(async () => {
  client = await rabbitClient()
})
beforeEach(() => {
  settings = rabbitSettings()
})
afterEach(() => deleteTopology(client, settings))
afterAll(() => client.close())

test('a message is persistent, its id is the event’s, and its content type a property too', async () => {
  const event = await publishOnce()
  const [message] = await messagesIn(client, settings.queue)
  expect(message?.properties).toMatchObject({
    deliveryMode: 2,
    messageId: event.id,
    contentType: 'application/json',
  })
})

test('headers are texts, named as RabbitmqSource names them', async () => {
  await publishOnce()
  const [message] = await messagesIn(client, settings.queue)
  const headers = Object.entries(message?.properties.headers ?? {})
  const names = headers.map(([name]) => name).filter((name) => !name.startsWith('x-')) // those are the broker's
  expect(names.sort()).toEqual(['ce-id', 'ce-source', 'ce-specversion', 'ce-time', 'ce-type', 'content-type'])
  for (const name of names) expect(message?.properties.headers?.[name]).toBeTypeOf('string')
})

test('P4: what is refused goes to the queue of dead letters', async () => {
  const event = await publishOnce()
  const channel = await client.createChannel()
  const message = await channel.get(settings.queue)
  if (message === false) throw new Error('no message')
  channel.nack(message, false, false)
  await channel.close()
  await expect.poll(async () => (await messagesIn(client, settings.dead)).map(idOf)).toEqual([event.id])
})

test('the queue that it makes is a durable quorum queue that loses no dead letter', async () => {
  await publishOnce()
  const made = {
    'x-queue-type': 'quorum',
    'x-dead-letter-exchange': settings.dead,
    'x-dead-letter-strategy': 'at-least-once',
    'x-overflow': 'reject-publish',
    'x-delivery-limit': 20,
  }
  // The broker accepts the same declaration again, and refuses any other.
  expect(await declare(made)).toBe('accepted')
  expect(await declare({ ...made, 'x-dead-letter-exchange': 'other' })).toContain(settings.dead)
  expect(await declare({ ...made, 'x-dead-letter-strategy': 'at-most-once' })).toContain('at-least-once')
  expect(await declare({ ...made, 'x-queue-type': 'classic' })).toContain('PRECONDITION_FAILED')
})

test('a dead letter that its source refuses rests in the queue behind', async () => {
  const event = await publishOnce()
  const channel = await client.createChannel()
  for (const queue of [settings.queue, settings.dead]) {
    const message = await until(5_000, () => channel.get(queue))
    channel.nack(message, false, false)
  }
  await channel.close()
  await expect
    .poll(async () => (await messagesIn(client, `${settings.dead}.unreadable`)).map(idOf))
    .toEqual([event.id])
})

test('a queue with other arguments is taken as it is', async () => {
  const channel = await client.createChannel()
  await channel.assertQueue(settings.queue, { durable: true, arguments: { 'x-max-length': 5 } })
  const { log, events } = createRecordingLog()
  await publishOnce(log)
  expect(await messagesIn(client, settings.queue)).toHaveLength(1)
  expect(events()).toEqual([])
  await channel.close()
})

test('fault 4: many calls at the same time share one connection', async () => {
  const publisher = createRabbitPublisher(settings, () => {})
  await Promise.all(Array.from({ length: 200 }, () => publisher.publish(sampleEvent())))
  const messages = await messagesIn(client, settings.queue)
  await publisher[Symbol.asyncDispose]()
  expect(new Set(messages.map(({ properties }) => properties.messageId)).size).toBe(200)
})

function idOf({ properties }: GetMessage): string {
  return properties.messageId
}

async function declare(args: Record<string, string | number>): Promise<string> {
  const channel = await client.createChannel()
  channel.on('error', () => {}) // the call rejects too
  return await channel.assertQueue(settings.queue, { durable: true, arguments: args }).then(
    () => 'accepted',
    (error: Error) => error.message,
  )
}

async function publishOnce(log = createRecordingLog().log) {
  const publisher = createRabbitPublisher(settings, log)
  const event = sampleEvent()
  await publisher.publish(event)
  await publisher[Symbol.asyncDispose]()
  return event
}
