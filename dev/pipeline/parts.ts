import { DEAD_LETTERS, READINGS } from '#lib/domain/names.ts'
import type { Stack } from '../stack/broker.ts'
import { deadLettersDelivery, deliveryEnv, readingsDelivery } from './delivery-policy.ts'
import type { FunctionPorts } from './ports.ts'

/** The processes of the pipeline, named as on Knative, in the order of the data. */
export const partNames = [
  'ingest',
  'kafka-writer',
  'rabbit-writer',
  'kafka-source',
  'rabbit-source',
  'kafka-consumer',
  'rabbit-consumer',
  'kafka-dead-source',
  'rabbit-dead-source',
  'dead-letters',
  'query',
] as const

/** One of them. */
export type PartName = (typeof partNames)[number]

/** What a part runs, what it is told, and where it listens when it does. */
export type Part = { bundle: string; env: Record<string, string>; port?: number }

/** What the container of a part may have of memory on Knative, MiB. */
export function memoryOf(name: PartName): number {
  return name === 'dead-letters' ? 512 : 256
}

/** What can be set from outside. */
export type PartOptions = { host?: string; env?: Partial<Record<PartName, Record<string, string>>> }

/** Every part over a stack of brokers. */
export function describeParts(
  stack: Stack,
  ports: FunctionPorts,
  options: PartOptions = {},
): Record<PartName, Part> {
  const { kafka, rabbitmq, valkey } = stack
  const local = { HOST: '127.0.0.1' }
  const open = { HOST: options.host ?? '127.0.0.1' }
  const rabbit = {
    RABBIT_ADDR: rabbitmq.addr,
    RABBIT_USERNAME: rabbitmq.username,
    RABBIT_PASSWORD: rabbitmq.password,
    RABBIT_VHOST: rabbitmq.vhost,
  }
  const store = { VALKEY_ADDR: valkey.addr }
  const writers = {
    GRPC_KAFKA_ADDR: `127.0.0.1:${ports.kafkaWriter}`,
    GRPC_RABBIT_ADDR: `127.0.0.1:${ports.rabbitWriter}`,
  }
  const { username, password } = valkey.readers.query
  const reader = { VALKEY_USERNAME: username, VALKEY_PASSWORD: password }
  const parts: Record<PartName, Part> = {
    ingest: {
      bundle: 'ingest',
      port: ports.ingest,
      env: { ...open, ...writers },
    },
    'kafka-writer': {
      bundle: 'kafka-writer',
      port: ports.kafkaWriter,
      env: { ...local, KAFKA_ADDR: kafka.addr },
    },
    'rabbit-writer': { bundle: 'rabbit-writer', port: ports.rabbitWriter, env: { ...local, ...rabbit } },
    'kafka-source': {
      bundle: 'kafka-source',
      env: {
        ...deliveryEnv(readingsDelivery),
        KAFKA_ADDR: kafka.addr,
        KAFKA_TOPIC: READINGS,
        DEAD_LETTER_TOPIC: DEAD_LETTERS,
        ORDERING: 'unordered',
        NAME: 'kafka-source',
        SINK: `http://127.0.0.1:${ports.kafkaConsumer}/`,
      },
    },
    'rabbit-source': {
      bundle: 'rabbitmq-source',
      env: {
        ...deliveryEnv(readingsDelivery),
        ...rabbit,
        RABBIT_QUEUE: READINGS,
        PARALLELISM: '10',
        NAME: 'rabbit-source',
        SINK: `http://127.0.0.1:${ports.rabbitConsumer}/`,
      },
    },
    'kafka-consumer': { bundle: 'consumers', port: ports.kafkaConsumer, env: { ...local, ...store } },
    'rabbit-consumer': { bundle: 'consumers', port: ports.rabbitConsumer, env: { ...local, ...store } },
    'kafka-dead-source': {
      bundle: 'kafka-source',
      env: {
        ...deliveryEnv(deadLettersDelivery),
        KAFKA_ADDR: kafka.addr,
        KAFKA_TOPIC: DEAD_LETTERS,
        KAFKA_GROUP: 'weather-dead-letters',
        ORDERING: 'unordered',
        NAME: 'kafka-dead-source',
        SINK: `http://127.0.0.1:${ports.deadLetters}/kafka`,
      },
    },
    'rabbit-dead-source': {
      bundle: 'rabbitmq-source',
      env: {
        ...deliveryEnv(deadLettersDelivery),
        ...rabbit,
        RABBIT_QUEUE: DEAD_LETTERS,
        PARALLELISM: '10',
        NAME: 'rabbit-dead-source',
        SINK: `http://127.0.0.1:${ports.deadLetters}/rabbitmq`,
      },
    },
    'dead-letters': {
      bundle: 'dead-letters',
      port: ports.deadLetters,
      env: { ...local, ...store, ...writers, DELIVERY_TRIES: String(readingsDelivery.retry + 1) },
    },
    query: { bundle: 'query', port: ports.query, env: { ...open, ...store, ...reader } },
  }
  for (const name of partNames) {
    const { port, env } = parts[name]
    Object.assign(
      env,
      { K_SERVICE: name },
      port === undefined ? {} : { PORT: String(port) },
      options.env?.[name],
    )
  }
  return parts
}
