import { type Channel, type ConsumeMessage, connect } from 'amqplib'
import { hostAndPort } from '#lib/platform/address.ts'
import type { Log } from '#lib/platform/log.ts'
import type { RabbitSourceConfig } from './rabbit-config.ts'
import { untilAborted, within } from './stopping.ts'

/** A message and the only channel that can say what became of it. */
export type Delivered = { message: ConsumeMessage; channel: Channel }

const PREFETCH = 100 // fixed in the adapter, whatever the parallelism
const CLOSE_MS = 500

/**
 * One connection that consumes the queue. Resolves when the signal ends it, rejects when the connection, the channel,
 * or the queue is lost. What was not acknowledged is then the broker's again.
 */
export async function consume(
  { address, username, password, vhost, identity: { queue } }: RabbitSourceConfig,
  deliver: (delivered: Delivered) => void,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const { host: hostname, port } = hostAndPort(address)
  const options = { protocol: 'amqp', hostname, port, username, password, vhost, heartbeat: 10 }
  const connection = await connect(options, {
    timeout: 2_000,
    noDelay: true,
    clientProperties: { connection_name: 'chaac-rabbitmq-source' },
  })
  const lost = Promise.withResolvers<never>()
  lost.promise.catch(() => {}) // it may come after the end
  connection.on('error', lost.reject)
  connection.on('close', () => lost.reject(new Error('the connection was closed')))
  try {
    const channel = await connection.createChannel()
    channel.on('error', lost.reject)
    channel.on('close', () => lost.reject(new Error('the channel was closed')))
    await channel.checkQueue(queue)
    await channel.prefetch(PREFETCH)
    await channel.consume(queue, (message) => {
      if (message === null) lost.reject(new Error('the queue was deleted'))
      else deliver({ message, channel })
    })
    log('info', 'source.ready', { queue })
    await Promise.race([lost.promise, untilAborted(signal)])
  } finally {
    await within(
      CLOSE_MS,
      connection.close().catch(() => {}),
    )
    const { stream } = connection.connection as unknown as { stream: { destroy(): void } } // not in the types
    stream.destroy() // the other side may say nothing any more
  }
}
