import { Redis } from 'iovalkey'
import { createWriterClient } from '#lib/client/writer-client.ts'
import { type Broker, brokers } from '#lib/domain/event.ts'
import { createLimiter } from '#lib/platform/limiter.ts'
import type { Log } from '#lib/platform/log.ts'
import { serveHttp } from '#lib/platform/serve-http.ts'
import { emptyRegistry } from '#lib/stations/registry.ts'
import { closeValkey, connectValkey } from '#lib/store/connection.ts'
import {
  createMemoryBroker,
  createMemoryPublisher,
  type MemoryBroker,
} from '#lib/testing/memory-publisher.ts'
import { runWriter } from '#lib/writer/run-writer.ts'
import { distinctFreePorts } from '../../dev/stack/ports.ts'
import { createApp as createConsumers } from '../../functions/consumers/app.ts'
import { createValkeyStore } from '../../functions/consumers/valkey-store.ts'
import { createApp as createDeadLetters } from '../../functions/dead-letters/app.ts'
import { createSend } from '../../functions/dead-letters/replay/send.ts'
import { createWorker } from '../../functions/dead-letters/replay/worker.ts'
import { createValkeyReplays } from '../../functions/dead-letters/valkey-replay-store.ts'
import { createValkeyLetters } from '../../functions/dead-letters/valkey-store.ts'
import { createAdmission } from '../../functions/ingest/admission.ts'
import { createApp as createIngest } from '../../functions/ingest/app.ts'
import { guard } from '../../functions/ingest/breaker.ts'
import { dialectsOf } from '../../functions/ingest/dialects.ts'
import { createLane } from '../../functions/ingest/lane.ts'
import { createRoute } from '../../functions/ingest/route.ts'
import { createApp as createQuery } from '../../functions/query/app.ts'
import { createLive } from '../../functions/query/live/live.ts'
import { createValkeyPicture } from '../../functions/query/valkey-store.ts'

const HOUR = 3_600_000

/** All functions in this process, on real sockets over a real Valkey. Only the two brokers are in memory. */
export type World = AsyncDisposable & {
  /** `host:port` by function. */
  readonly at: Readonly<Record<(typeof served)[number], string>>
  readonly brokers: Readonly<Record<Broker, MemoryBroker>>
  readonly valkey: Redis
  /** What was logged as an error, which nothing that comes in may cause. */
  readonly errors: string[]
}

const served = ['ingest', 'kafka', 'rabbitmq', 'consumers', 'deadLetters', 'query'] as const

/** Starts it. The process's own SIGTERM ends all servers, as ever: see `Symbol.asyncDispose`. */
export async function createWorld(valkeyAddr: string): Promise<World> {
  const errors: string[] = []
  const listens = Promise.withResolvers<void>()
  let silent = served.length
  const log: Log = (level, event, fields) => {
    if (event === 'listening' && --silent === 0) listens.resolve()
    if (level === 'error') errors.push(`${event} ${JSON.stringify(fields)}`)
  }
  await using starting = new AsyncDisposableStack()
  const ports = await distinctFreePorts(served.length)
  const listening = (name: (typeof served)[number]) => ({
    host: '127.0.0.1',
    port: ports[served.indexOf(name)] ?? 0,
  })
  const at = Object.fromEntries(
    served.map((name) => [name, `127.0.0.1:${listening(name).port}`]),
  ) as World['at']
  const client = starting.adopt(
    connectValkey({ address: valkeyAddr, username: undefined, password: undefined }, 'fuzz', log),
    closeValkey,
  )
  const memory = { kafka: createMemoryBroker(), rabbitmq: createMemoryBroker() }
  const clients = {
    kafka: starting.use(createWriterClient(at.kafka)),
    rabbitmq: starting.use(createWriterClient(at.rabbitmq)),
  }
  const lane = (broker: Broker) => createLane(broker, guard(broker, clients[broker].write, log, 20).write)
  const store = createValkeyStore(client, 'weather', { retention: HOUR, listLimit: 1_000_000 })
  const picture = createValkeyPicture(client, 'weather')
  const letters = createValkeyLetters(client, 'weather', { letters: 1_000, age: HOUR, bytes: 1e8 })
  const replays = createValkeyReplays(client, 'weather')
  const sending = createSend({ kafka: clients.kafka.write, rabbitmq: clients.rabbitmq.write }, letters)
  const worker = createWorker({ letters, replays, send: sending, log })
  const page = { html: '<html></html>', assets: new Map() }
  const live = createLive({ picture, log, limit: 100 })

  const ingest = createIngest({
    dialects: dialectsOf('all'),
    admit: createAdmission({
      registry: () => emptyRegistry,
      mode: 'open',
      readingsPerMinute: 0,
      keyFailuresPerMinute: 1_000_000,
      createLimiter,
    }),
    deliver: createRoute('both', { kafka: lane('kafka'), rabbitmq: lane('rabbitmq') }, 500),
    writers: () => ({}),
    retention: HOUR,
    retryAfter: 2,
    log,
  })
  const deadLetters = {
    letters,
    replays,
    send: sending,
    worker,
    operatorKey: undefined,
    tries: 1001,
    log,
    now: Date.now,
  }
  const running = [
    serveHttp(ingest, listening('ingest'), log),
    serveHttp(createConsumers({ store, log }), listening('consumers'), log),
    serveHttp(createDeadLetters(deadLetters), listening('deadLetters'), log, { headBytes: 2 * 1024 * 1024 }),
    serveHttp(createQuery({ picture, live, page, log }), listening('query'), log, { stopping: live.end }),
    ...brokers.map((broker) => {
      const publisher = starting.use(createMemoryPublisher(memory[broker], broker))
      return runWriter(publisher, listening(broker), log)
    }),
  ]
  await Promise.race([listens.promise, ...running])
  const valkey = starting.adopt(new Redis(`redis://${valkeyAddr}`), (redis) => redis.disconnect())
  const open = starting.move()
  return {
    at,
    brokers: memory,
    valkey,
    errors,
    async [Symbol.asyncDispose]() {
      process.emit('SIGTERM')
      await worker.stop()
      await Promise.all(running)
      await open.disposeAsync()
    },
  }
}
