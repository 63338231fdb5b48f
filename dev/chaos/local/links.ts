import { createKafkaProxy } from '#lib/testing/kafka-proxy.ts'
import { createTcpProxy, type TcpProxy } from '#lib/testing/tcp-proxy.ts'
import type { PartName, PartOptions } from '../../pipeline/parts.ts'
import type { FunctionPorts } from '../../pipeline/ports.ts'
import type { Stack } from '../../stack/broker.ts'
import type { FaultKind } from '../fault.ts'

/** The connections of the pipeline, each through a proxy of its own that can be broken. */
export type Links = AsyncDisposable & {
  /** From whom to whom. */
  readonly names: readonly string[]
  /** Where senders reach ingest. */
  readonly ingest: string
  /** What tells the parts to go through the proxies. */
  readonly env: NonNullable<PartOptions['env']>
  begin(kind: FaultKind, name: string): Promise<void>
  end(kind: FaultKind, name: string): Promise<void>
}

/** The faults of connections. */
export const linkFaults = ['cut', 'refuse', 'freeze', 'lose'] as const

/** Lays them over a stack and the ports of functions; neither has to run yet. */
export async function layLinks(stack: Stack, ports: FunctionPorts): Promise<Links> {
  const proxies = new Map<string, TcpProxy>()
  await using unfinished = new AsyncDisposableStack()

  async function link(from: PartName | 'station', to: string, target: string): Promise<string> {
    const proxy = unfinished.use(await (to === 'kafka' ? createKafkaProxy(target) : createTcpProxy(target)))
    proxies.set(`${from}→${to}`, proxy)
    return proxy.addr
  }

  const { kafka, rabbitmq, valkey } = stack
  const local = (port: number) => `127.0.0.1:${port}`
  const ingest = `http://${await link('station', 'ingest', local(ports.ingest))}`
  const env = {
    ingest: {
      GRPC_KAFKA_ADDR: await link('ingest', 'kafka-writer', local(ports.kafkaWriter)),
      GRPC_RABBIT_ADDR: await link('ingest', 'rabbit-writer', local(ports.rabbitWriter)),
    },
    'kafka-writer': { KAFKA_ADDR: await link('kafka-writer', 'kafka', kafka.addr) },
    'rabbit-writer': { RABBIT_ADDR: await link('rabbit-writer', 'rabbitmq', rabbitmq.addr) },
    'kafka-source': {
      KAFKA_ADDR: await link('kafka-source', 'kafka', kafka.addr),
      SINK: `http://${await link('kafka-source', 'kafka-consumer', local(ports.kafkaConsumer))}/`,
    },
    'rabbit-source': {
      RABBIT_ADDR: await link('rabbit-source', 'rabbitmq', rabbitmq.addr),
      SINK: `http://${await link('rabbit-source', 'rabbit-consumer', local(ports.rabbitConsumer))}/`,
    },
    'kafka-consumer': { VALKEY_ADDR: await link('kafka-consumer', 'valkey', valkey.addr) },
    'rabbit-consumer': { VALKEY_ADDR: await link('rabbit-consumer', 'valkey', valkey.addr) },
    'dead-letters': { VALKEY_ADDR: await link('dead-letters', 'valkey', valkey.addr) },
  }
  const owned = unfinished.move()

  function proxyOf(name: string): TcpProxy {
    const proxy = proxies.get(name)
    if (proxy === undefined) throw new Error(`there is no connection ${name}`)
    return proxy
  }

  return {
    names: [...proxies.keys()],
    ingest,
    env,
    async begin(kind, name) {
      const proxy = proxyOf(name)
      if (kind === 'cut') proxy.cut()
      else if (kind === 'refuse') await proxy.refuse()
      else proxy.freeze()
    },
    async end(kind, name) {
      const proxy = proxyOf(name)
      if (kind === 'lose') proxy.cut() // what was on its way never arrives
      await proxy.heal()
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
