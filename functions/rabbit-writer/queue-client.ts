import { once } from 'node:events'
import type { Channel, ChannelModel } from 'amqplib'

/** The queue of the readings, and the queue and exchange of the dead letters. */
export type Queues = { queue: string; dead: string }

/**
 * Checks that the queue is there, and makes it and its dead letters where it is not. An existing queue is taken as
 * it is, since an operator may have declared it with policies of his own.
 */
export async function ensureQueues(connection: ChannelModel, { queue, dead }: Queues): Promise<void> {
  if (await exists(connection, queue)) return
  const channel = await connection.createChannel()
  channel.on('error', () => {}) // the call that caused it rejects
  await channel.assertExchange(dead, 'fanout', { durable: true })
  await channel.assertQueue(dead, { durable: true, arguments: { 'x-queue-type': 'quorum' } })
  await channel.bindQueue(dead, dead, '')
  await channel.assertQueue(queue, {
    durable: true,
    arguments: {
      'x-queue-type': 'quorum',
      'x-dead-letter-exchange': dead,
      'x-dead-letter-strategy': 'at-least-once',
      'x-overflow': 'reject-publish', // at-least-once dead lettering asks for it
      'x-delivery-limit': 20,
    },
  })
  await close(channel)
}

/** The client's own close() never settles when the connection is lost before the broker has answered it. */
async function close(channel: Channel): Promise<void> {
  await Promise.race([channel.close(), once(channel, 'close')])
}

async function exists(connection: ChannelModel, queue: string): Promise<boolean> {
  const channel = await connection.createChannel()
  let code: number | undefined
  channel.on('error', (error: { code?: number }) => {
    code = error.code
  })
  try {
    await channel.checkQueue(queue)
    await close(channel)
    return true
  } catch (error) {
    if (code === 404 || (error as { code?: number }).code === 404) return false // the broker has closed the channel
    throw error
  }
}
