import { expect, test } from 'vitest'
import { loadKafkaSourceConfig } from './kafka-config.ts'
import { loadRabbitSourceConfig } from './rabbit-config.ts'

const kafka = { KAFKA_ADDR: 'localhost:9092', KAFKA_TOPIC: 'readings', SINK: 'http://localhost:8080/' }
const rabbit = { RABBIT_ADDR: 'localhost:5672', RABBIT_QUEUE: 'readings', SINK: 'http://localhost:8080/' }

test('a KafkaSource without delivery retries ten times for about ten minutes', () => {
  expect(loadKafkaSourceConfig(kafka)).toMatchObject({
    group: 'weather-consumers',
    ordering: 'ordered',
    delivery: { retry: 10, backoffPolicy: 'exponential', backoffDelayMs: 300 },
    timeoutMs: 600_000,
    identity: { namespace: 'weather', name: 'readings', ceOverrides: {} },
  })
})

test('a RabbitmqSource without delivery does not retry', () => {
  expect(loadRabbitSourceConfig(rabbit)).toMatchObject({
    parallelism: 1,
    delivery: { retry: 0, backoffPolicy: 'exponential', backoffDelayMs: 200 },
  })
})

test.each(['{"network":"north"}', '{"extensions":{"network":"north"}}'])(
  'reads overrides from %s',
  (text) => {
    const config = loadKafkaSourceConfig({ ...kafka, CE_OVERRIDES: text })
    expect(config.identity.ceOverrides).toEqual({ network: 'north' })
  },
)

test('everything wrong is told at once', () => {
  const env = { DELIVERY_BACKOFF_DELAY: '300', SINK: 'https://x', CE_OVERRIDES: '[1]', ORDERING: 'none' }
  expect(() => loadKafkaSourceConfig(env)).toThrow(
    /KAFKA_TOPIC.*KAFKA_ADDR.*ORDERING.*SINK.*DELIVERY_BACKOFF_DELAY.*CE_OVERRIDES/,
  )
})
