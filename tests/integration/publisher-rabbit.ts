import { randomUUID } from 'node:crypto'
import { type ChannelModel, connect, type GetMessage } from 'amqplib'
import { inject } from 'vitest'
import { sourceOf } from '#lib/domain/event.ts'
import { type Log, noLog } from '#lib/platform/log.ts'
import type { PublisherBench, Received } from '#lib/testing/publisher.contract.ts'
import { createTcpProxy } from '#lib/testing/tcp-proxy.ts'
import { createRabbitPublisher, type RabbitSettings } from '../../functions/rabbit-writer/rabbit-publisher.ts'

/** A queue of its own on the real RabbitMQ. */
export function rabbitSettings(address: string = inject('rabbitAddr')): RabbitSettings {
  const queue = `publisher-${randomUUID()}`
  const login = { username: inject('rabbitUsername'), password: inject('rabbitPassword'), vhost: '/' }
  return { addresses: [address], ...login, queue, dead: `${queue}.dead` }
}

/** Straight to the real RabbitMQ. */
export async function rabbitClient(): Promise<ChannelModel> {
  const [hostname = '', port] = inject('rabbitAddr').split(':')
  const login = { username: inject('rabbitUsername'), password: inject('rabbitPassword') }
  return await connect({ protocol: 'amqp', hostname, port: Number(port), ...login })
}

/** The bench of the contract for the real RabbitMQ, behind a network that can be broken. */
export async function rabbitBench(log: Log = noLog): Promise<PublisherBench> {
  const proxy = await createTcpProxy(inject('rabbitAddr'))
  const settings = rabbitSettings(proxy.addr)
  const client = await rabbitClient()
  const channel = await client.createChannel()

  return {
    source: sourceOf.rabbitmq,
    open: () => createRabbitPublisher(settings, log),
    async received() {
      const messages = await messagesIn(client, settings.queue)
      return messages.map(toReceived)
    },
    refuse: proxy.refuse,
    cut: proxy.cut,
    freeze: proxy.freeze,
    strand: proxy.strand,
    heal: proxy.heal,
    async unroute() {
      await channel.deleteQueue(settings.queue)
    },
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]()
      await deleteTopology(client, settings)
      await client.close()
    },
  }
}

/** All messages in a queue, oldest first; they stay there. */
export async function messagesIn(client: ChannelModel, queue: string): Promise<GetMessage[]> {
  const channel = await client.createChannel()
  const found: GetMessage[] = []
  for (;;) {
    const message = await channel.get(queue)
    if (message === false) break
    found.push(message)
  }
  await channel.close()
  return found
}

/** Takes away what a publisher has made. */
export async function deleteTopology(client: ChannelModel, { queue, dead }: RabbitSettings): Promise<void> {
  const channel = await client.createChannel()
  for (const name of [queue, dead, `${dead}.unreadable`]) await channel.deleteQueue(name)
  for (const name of [dead, `${dead}.unreadable`]) await channel.deleteExchange(name)
  await channel.close()
}

/** As RabbitmqSource reads it: headers `ce-…` are attributes, and the content type is a header too. */
function toReceived({ properties: { headers = {} }, content }: GetMessage): Received {
  const attributes = Object.entries(headers).filter(([name]) => name.startsWith('ce-'))
  return {
    attributes: Object.fromEntries(attributes.map(([name, value]) => [name.slice(3), String(value)])),
    contentType: headers['content-type'],
    body: content.toString(),
  }
}
