import { together } from './together.ts'
import type { Readers } from './valkey-users.ts'

/** A broker or store that can be started, ended and frozen. */
export type Broker = AsyncDisposable & {
  readonly name: 'kafka' | 'rabbitmq' | 'valkey'
  /** `host:port` for clients. */
  readonly addr: string
  /** Resolves when a client can use it. Does nothing when it runs already. */
  start(): Promise<void>
  /** Ends it in order. */
  stop(): Promise<void>
  /** Ends it as a crash would, and waits until it is gone. */
  kill(): Promise<void>
  /** Freezes it: connections stay open, nothing answers. */
  pause(): void
  resume(): void
}

/** What a client of RabbitMQ must know beside its address. */
export type RabbitLogin = { readonly username: string; readonly password: string; readonly vhost: string }

/** The users of Valkey that only read. Without a login a client may do everything. */
export type Readable = { readonly readers: Readers }

/** The three that the pipeline stands on. */
export type Stack = AsyncDisposable & {
  readonly kafka: Broker
  readonly rabbitmq: Broker & RabbitLogin
  readonly valkey: Broker & Readable
  /** Starts the three side by side; when one fails, none is left running. */
  start(): Promise<void>
  /** Ends the three side by side. */
  stop(): Promise<void>
}

/** A stack of three brokers, however they run. */
export function createStack(kafka: Broker, rabbitmq: Broker & RabbitLogin, valkey: Broker & Readable): Stack {
  const all = [kafka, rabbitmq, valkey]

  async function stop(): Promise<void> {
    await together(all.map((broker) => broker.stop()))
  }

  return {
    kafka,
    rabbitmq,
    valkey,
    stop,
    async start() {
      try {
        await together(all.map((broker) => broker.start()))
      } catch (error) {
        await stop()
        throw error
      }
    },
    [Symbol.asyncDispose]: stop,
  }
}
