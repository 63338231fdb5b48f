import { once } from 'node:events'
import type { Channel, ChannelModel } from 'amqplib'

/**
 * The queue of the readings, and the queue and exchange of the dead letters. What the source of the dead letters cannot
 * make an event of, or gives up, rests behind them in `<dead>.unreadable`.
 */
export type Queues = { queue: string; dead: string }

/**
 * Checks that the queue is there, and makes it and its dead letters where it is not. An existing queue is taken as
 * it is, since an operator may have declared it with policies of his own.
 */
export async function ensureQueues(connection: ChannelModel, { queue, dead }: Queues): Promise<void> {
  if (await exists(connection, queue)) return
  const channel = await connection.createChannel()
  channel.on('error', () => {}) // the call that caused it rejects
  const unreadable = `${dead}.unreadable`
  const durable = (further: object) => ({
    durable: true,
    arguments: { 'x-queue-type': 'quorum', ...further },
  })
  for (const exchange of [dead, unreadable])
    await channel.assertExchange(exchange, 'fanout', { durable: true })
  await channel.assertQueue(unreadable, durable({}))
  await channel.assertQueue(dead, durable(deadLettering(unreadable)))
  for (const target of [dead, unreadable]) await channel.bindQueue(target, target, '')
  await channel.assertQueue(queue, durable({ ...deadLettering(dead), 'x-delivery-limit': 20 }))
  await close(channel)
}

/** A message that is refused goes to the exchange, and leaves only when a queue has confirmed it. */
function deadLettering(exchange: string) {
  return {
    'x-dead-letter-exchange': exchange,
    'x-dead-letter-strategy': 'at-least-once',
    'x-overflow': 'reject-publish', // at-least-once dead lettering asks for it
  }
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
