import { expect, test } from 'vitest'
import { loadConfig } from './config.ts'

test('the addresses of Kafka are enough', () => {
  expect(loadConfig({ KAFKA_ADDR: 'a:9092,b:9092' })).toEqual({
    listening: { host: '0.0.0.0', port: 50051 },
    kafka: {
      brokers: ['a:9092', 'b:9092'],
      topic: 'weather-readings',
      deadTopic: 'weather-readings.dead',
      partitions: 6,
    },
  })
})

test('everything that is wrong is told at once', () => {
  expect(() => loadConfig({ KAFKA_PARTITIONS: 'six' })).toThrow(/KAFKA_ADDR.*KAFKA_PARTITIONS/)
})
