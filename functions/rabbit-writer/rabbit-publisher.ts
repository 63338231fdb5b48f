import type { ReadingsEvent } from '#lib/domain/event.ts'
import { messageOf, TransientError } from '#lib/platform/errors.ts'
import type { Log } from '#lib/platform/log.ts'
import { createReadiness } from '#lib/platform/readiness.ts'
import { toEventMessage } from '#lib/writer/event-message.ts'
import type { Publisher } from '#lib/writer/publisher.ts'
import { ensureQueues, type Queues } from './queue-client.ts'
import {
  closeConnection,
  openConnection,
  type RabbitConnection,
  type RabbitLogin,
} from './rabbit-connection.ts'

/** Where and what to publish to. */
export type RabbitSettings = RabbitLogin & Queues

/** How long the broker may take to confirm. A frozen broker says nothing until its heartbeats are missed. */
const CONFIRM_MS = 3_000

/** What amqplib says when the broker refuses a message: the queue is full, the connection is well. */
const NACKED = 'message nacked'

/**
 * One event is one persistent, mandatory message with the headers that RabbitmqSource reads (`ce-…`), confirmed by
 * the queue. It connects by itself and for ever.
 */
export function createRabbitPublisher(settings: RabbitSettings, log: Log): Publisher {
  let open: RabbitConnection | undefined
  let blocked: string | undefined
  /** What waits for a confirmation, by message id. */
  const waiting = new Map<string, (error: Error) => void>()
  const unroutable = new Set<string>()

  const readiness = createReadiness('rabbitmq', log, async () => {
    await close()
    blocked = undefined
    open = await openConnection(settings, {
      closed(connection, reason) {
        if (connection === open?.model) readiness.lost(reason)
      },
      blocked(reason) {
        blocked = reason
        if (reason === undefined) log('info', 'broker.unblocked')
        else log('warn', 'broker.blocked', { reason })
        if (reason !== undefined) for (const reject of waiting.values()) reject(blockedError(reason))
      },
      returned: (messageId) => unroutable.add(messageId),
    })
    await ensureQueues(open.model, settings)
  })

  async function close(): Promise<void> {
    const connection = open
    open = undefined
    if (connection !== undefined) await closeConnection(connection)
  }

  async function send(event: ReadingsEvent): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const limit = setTimeout(() => reject(new Error(`no confirmation within ${CONFIRM_MS} ms`)), CONFIRM_MS)
    waiting.set(event.id, reject)
    try {
      const { body, options } = toMessage(event)
      open?.channel.publish('', settings.queue, body, options, (error) => {
        // A message that found no queue is confirmed all the same, after it has been returned.
        if (unroutable.delete(event.id)) reject(new Error(`queue ${settings.queue} is missing`))
        else if (error) reject(error)
        else resolve()
      })
      await promise
    } finally {
      clearTimeout(limit)
      waiting.delete(event.id)
    }
  }

  return {
    broker: 'rabbitmq',
    destination: settings.queue,
    get ready() {
      return readiness.ready && blocked === undefined
    },
    async publish(event) {
      await readiness.wait()
      if (blocked !== undefined) throw blockedError(blocked)
      try {
        await send(event)
      } catch (error) {
        if (error instanceof TransientError) throw error
        if (messageOf(error) !== NACKED) readiness.lost(error)
        throw new TransientError(`rabbitmq: ${messageOf(error)}`, { cause: error })
      }
    },
    async [Symbol.asyncDispose]() {
      await readiness[Symbol.asyncDispose]()
      await close()
    },
  }
}

function blockedError(reason: string): TransientError {
  return new TransientError(`rabbitmq takes nothing for now: ${reason}`)
}

function toMessage(event: ReadingsEvent) {
  const { attributes, contentType, body } = toEventMessage(event)
  // RabbitmqSource takes the data's content type from a header, never from the property.
  const headers: Record<string, string> = { 'content-type': contentType }
  for (const [name, value] of Object.entries(attributes)) headers[`ce-${name}`] = value
  return { body, options: { persistent: true, mandatory: true, messageId: event.id, contentType, headers } }
}
