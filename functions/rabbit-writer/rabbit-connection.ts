import { setTimeout as sleep } from 'node:timers/promises'
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import { hostAndPort } from '#lib/platform/address.ts'
import type { Tls } from '#lib/writer/tls.ts'

/** Where RabbitMQ is, and who we are to it. */
export type RabbitLogin = {
  addresses: string[]
  username: string
  password: string
  vhost: string
  tls?: Tls | undefined
}

/** What goes wrong with a connection, or on its channel, without being asked for. */
export type ConnectionEvents = {
  closed(connection: ChannelModel, reason: unknown): void
  /** The broker takes nothing more (an alarm for memory or disk), or takes again: undefined. */
  blocked(reason: string | undefined): void
  /** A mandatory message found no queue. */
  returned(messageId: string): void
}

/** An open connection with its one confirm channel. */
export type RabbitConnection = { model: ChannelModel; channel: ConfirmChannel }

/** How long the broker may take to say goodbye. */
const CLOSE_MS = 500

/** Opens a connection to the first address that answers. */
export async function openConnection(
  settings: RabbitLogin,
  events: ConnectionEvents,
): Promise<RabbitConnection> {
  const model = await connectToAny(settings)
  let reason: unknown = new Error('connection closed')
  model.on('error', (error) => {
    reason = error // 'close' follows
  })
  model.once('close', () => events.closed(model, reason))
  model.on('blocked', (why) => events.blocked(String(why)))
  model.on('unblocked', () => events.blocked(undefined))
  const channel = await model.createConfirmChannel()
  channel.on('error', (error) => {
    reason = error
  })
  channel.once('close', () => events.closed(model, reason))
  channel.on('return', (message) => events.returned(String(message.properties.messageId)))
  return { model, channel }
}

/** Ends a connection, also one whose other side says nothing any more. */
export async function closeConnection({ model }: RabbitConnection): Promise<void> {
  const closing = model.close().catch(() => {}) // closed already
  await Promise.race([closing, sleep(CLOSE_MS, undefined, { ref: false })])
  const { stream } = model.connection as unknown as { stream: { destroy(error: Error): void } } // not in the types
  stream.destroy(new Error('closed')) // with an error, else the client's heartbeat goes on
}

async function connectToAny(settings: RabbitLogin): Promise<ChannelModel> {
  const { addresses, username, password, vhost, tls } = settings
  const failures: unknown[] = []
  for (const address of addresses) {
    const { host, port } = hostAndPort(address)
    const options = {
      protocol: tls === undefined ? 'amqp' : 'amqps',
      hostname: host,
      port,
      username,
      password,
      vhost,
      heartbeat: 5,
    }
    try {
      return await connect(options, {
        timeout: 2_000,
        noDelay: true,
        servername: host, // of the certificate
        ...(tls?.ca === undefined ? {} : { ca: [tls.ca] }),
        clientProperties: { connection_name: 'chaac-rabbit-writer' },
      })
    } catch (error) {
      failures.push(error)
    }
  }
  throw new AggregateError(failures, '')
}
