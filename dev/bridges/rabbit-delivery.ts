import { messageOf } from '#lib/platform/errors.ts'
import type { Log } from '#lib/platform/log.ts'
import { Unsendable } from './amqp-checks.ts'
import { toRabbitEvent } from './amqp-event.ts'
import { deliver } from './delivery.ts'
import type { Poster } from './http-post.ts'
import type { RabbitSourceConfig } from './rabbit-config.ts'
import type { Delivered } from './rabbit-session.ts'
import { toRequest } from './source-event.ts'
import { rabbitVerdict } from './verdicts.ts'

/** What the RabbitMQ bridge needs to deliver a message. */
export type RabbitDelivery = { config: RabbitSourceConfig; poster: Poster; log: Log; signal: AbortSignal }

/** Takes a message to its end: acknowledged, or refused without requeueing, which sends it to the dead letters. */
export async function deliverMessage(delivered: Delivered, delivery: RabbitDelivery): Promise<void> {
  const { config, poster, log, signal } = delivery
  const { messageId } = delivered.message.properties
  try {
    const event = toRabbitEvent(delivered.message, config.identity)
    const request = toRequest(event, { 'kn-namespace': config.identity.namespace })
    const failure = await deliver(() => poster.post(request), rabbitVerdict, config.delivery, signal)
    if (failure === undefined) return settle(delivered, true)
    const { attempts, reason } = failure
    log('warn', 'message.rejected', { id: event.attributes.get('id'), attempts, reason })
  } catch (error) {
    if (signal.aborted) return // not settled: the broker hands it out again
    const level = error instanceof Unsendable ? 'warn' : 'error'
    log(level, 'message.rejected', { id: messageId, attempts: 0, reason: messageOf(error) })
  }
  settle(delivered, false)
}

function settle({ message, channel }: Delivered, done: boolean): void {
  try {
    if (done) channel.ack(message)
    else channel.nack(message, false, false)
  } catch {
    // the channel is gone: the broker hands the message out again
  }
}
