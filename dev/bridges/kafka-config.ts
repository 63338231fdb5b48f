import type { Env } from '#lib/platform/env.ts'
import { readSettings } from './settings.ts'

export type KafkaSourceConfig = ReturnType<typeof loadKafkaSourceConfig>

/** Everything that the Kafka bridge can be told. The defaults are those of a KafkaSource without `delivery`. */
export function loadKafkaSourceConfig(env: Env) {
  return readSettings(env, (read, parsed) => {
    const topic = read.text('KAFKA_TOPIC')
    return {
      brokers: read.addresses('KAFKA_ADDR'),
      topic,
      group: read.text('KAFKA_GROUP', 'weather-consumers'),
      sink: parsed.httpUrl('SINK'),
      deadLetterTopic: read.optional('DEAD_LETTER_TOPIC'),
      ordering: read.oneOf('ORDERING', ['ordered', 'unordered'], 'ordered'),
      delivery: {
        retry: read.integer('DELIVERY_RETRY', 10),
        backoffPolicy: read.oneOf('DELIVERY_BACKOFF_POLICY', ['exponential', 'linear'], 'exponential'),
        backoffDelayMs: parsed.duration('DELIVERY_BACKOFF_DELAY', 'PT0.3S'),
      },
      timeoutMs: parsed.duration('DELIVERY_TIMEOUT', 'PT600S') || 600_000, // none is the default, too
      identity: {
        namespace: read.text('NAMESPACE', 'weather'),
        name: read.text('NAME', topic),
        ceOverrides: parsed.extensions('CE_OVERRIDES'),
      },
    }
  })
}
