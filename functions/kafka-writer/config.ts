import { DEAD_LETTERS, READINGS } from '#lib/domain/names.ts'
import { type Env, readConfig } from '#lib/platform/env.ts'
import { readKafkaLogin } from './login.ts'

/** Everything that the Kafka writer can be told. */
export function loadConfig(env: Env) {
  return readConfig(env, (read) => ({
    listening: read.listening(50051),
    kafka: {
      brokers: read.addresses('KAFKA_ADDR'),
      topic: read.text('KAFKA_TOPIC', READINGS),
      deadTopic: read.text('KAFKA_DEAD_TOPIC', DEAD_LETTERS),
      partitions: read.integer('KAFKA_PARTITIONS', 6, { min: 1 }),
      ...readKafkaLogin(read),
    },
  }))
}
