import { expect, test } from 'vitest'
import { loadConfig } from './config.ts'

test('the addresses of Kafka are enough', () => {
  expect(loadConfig({ KAFKA_ADDR: 'a:9092,b:9092' })).toEqual({
    listening: { port: 50051 },
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

test('TLS and a login are taken, and the password is not shown', () => {
  const env = { KAFKA_ADDR: 'a:9093', KAFKA_TLS: 'on', KAFKA_USERNAME: 'weather', KAFKA_PASSWORD: 'hidden' }
  const { kafka } = loadConfig(env)
  expect(kafka.tls).toEqual({ ca: undefined })
  expect(kafka.sasl).toMatchObject({ mechanism: 'scram-sha-512', username: 'weather' })
  expect(kafka.sasl?.password.reveal()).toBe('hidden')
  expect(JSON.stringify(kafka)).not.toContain('hidden')
})

test('the mechanism may be written as Kafka writes it', () => {
  const login = { KAFKA_USERNAME: 'weather', KAFKA_PASSWORD: 'hidden', KAFKA_SASL: 'PLAIN' }
  expect(loadConfig({ KAFKA_ADDR: 'a:9093', ...login }).kafka.sasl?.mechanism).toBe('plain')
})

test.each([
  [{ KAFKA_USERNAME: 'weather' }, 'go together'],
  [{ KAFKA_TLS: 'yes' }, 'KAFKA_TLS must be one of on, off'],
  [{ KAFKA_TLS: 'on', KAFKA_CA: '/etc/ca.pem' }, 'must be certificates as PEM'],
  [{ KAFKA_CA: '-----BEGIN CERTIFICATE-----' }, 'needs KAFKA_TLS on'],
  [{ KAFKA_SASL: 'gssapi' }, 'scram-sha-512'],
])('%j is refused', (env, why) => {
  expect(() => loadConfig({ KAFKA_ADDR: 'a:9092', ...env })).toThrow(why)
})
