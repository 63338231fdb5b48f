import { setTimeout as sleep } from 'node:timers/promises'
import { type Broker, type ReadingsEvent, sourceOf } from '#lib/domain/event.ts'
import { messageOf, TransientError } from '#lib/platform/errors.ts'
import { noLog } from '#lib/platform/log.ts'
import { createReadiness } from '#lib/platform/readiness.ts'
import { toEventMessage } from '#lib/writer/event-message.ts'
import type { Publisher } from '#lib/writer/publisher.ts'
import type { PublisherBench, Received } from './publisher.contract.ts'

/** A broker in memory, with the troubles of real ones. */
export type MemoryBroker = {
  state: 'up' | 'away' | 'frozen'
  /** Null while the queue is missing. */
  queue: Received[] | null
}

/** Nothing is in it. */
export function createMemoryBroker(): MemoryBroker {
  return { state: 'up', queue: [] }
}

/** Confirms what is in the memory broker. It obeys the contract of publishers as the real ones do. */
export function createMemoryPublisher(
  memory: MemoryBroker = createMemoryBroker(),
  broker: Broker = 'kafka',
  patienceMs = 50,
): Publisher {
  const stop = new AbortController()
  const readiness = createReadiness(broker, noLog, async () => {
    await reach()
    memory.queue ??= []
  })

  async function reach(): Promise<void> {
    if (memory.state === 'away') throw new Error('connection refused')
    if (memory.state === 'frozen') {
      await sleep(patienceMs, undefined, { signal: stop.signal })
      throw new Error('no answer')
    }
  }

  return {
    broker,
    destination: 'memory',
    get ready() {
      return readiness.ready && memory.state === 'up'
    },
    async publish(event) {
      if (stop.signal.aborted) throw new TransientError(`${broker}: closed`)
      await readiness.wait()
      try {
        await reach()
        if (memory.queue === null) throw new Error('queue is missing')
        memory.queue.push(toReceived(event))
      } catch (error) {
        readiness.lost(error)
        throw new TransientError(`${broker}: ${messageOf(error)}`, { cause: error })
      }
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      await readiness[Symbol.asyncDispose]()
    },
  }
}

/** The bench of the contract for publishers in memory. */
export async function memoryBench(): Promise<PublisherBench> {
  const memory = createMemoryBroker()
  return {
    source: sourceOf.kafka,
    open: () => createMemoryPublisher(memory),
    received: async () => memory.queue ?? [],
    async refuse() {
      memory.state = 'away'
    },
    cut() {},
    strand() {},
    freeze() {
      memory.state = 'frozen'
    },
    async heal() {
      memory.state = 'up'
    },
    async unroute() {
      memory.queue = null
    },
    async [Symbol.asyncDispose]() {},
  }
}

function toReceived(event: ReadingsEvent): Received {
  const { attributes, contentType, body } = toEventMessage(event)
  return { attributes, contentType, body: body.toString() }
}
