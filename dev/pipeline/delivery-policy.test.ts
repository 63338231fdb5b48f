import { expect, test } from 'vitest'
import { type Delivery, delayBefore } from '../bridges/delivery.ts'
import { loadKafkaSourceConfig } from '../bridges/kafka-config.ts'
import { deadLettersDelivery, deliveryEnv, readingsDelivery } from './delivery-policy.ts'

const HOUR = 3_600_000

/** A breaker in front of the store rests this long at most, and a call to it takes this long at most. */
const REST_MS = 1_000
const TIMEOUT_MS = 2_000

test.each([0.001, 0.1, 1, 5, 9.99, 10])(
  'Valkey away for %d hours makes no dead letter, and at most 2 minutes of delay once it is back',
  (hours) => {
    const { tries, delay } = outage(hours * HOUR, readingsDelivery)
    expect(tries).toBeLessThanOrEqual(readingsDelivery.retry)
    expect(delay + REST_MS + TIMEOUT_MS).toBeLessThanOrEqual(120_000)
  },
)

test('readings are tried for 13.9 hours, and never wait more than 100 s', () => {
  expect(lengthOf(readingsDelivery) / HOUR).toBeCloseTo(13.9, 1)
  expect(delayBefore(readingsDelivery.retry, readingsDelivery)).toBe(100_000)
})

test('dead letters are tried for 57.9 days, and never wait more than 16.7 minutes', () => {
  expect(lengthOf(deadLettersDelivery) / (24 * HOUR)).toBeCloseTo(57.9, 1)
  expect(delayBefore(deadLettersDelivery.retry, deadLettersDelivery) / 60_000).toBeCloseTo(16.7, 1)
})

test('an exponential wait would be over 2 minutes after ten tries: that is why it is linear', () => {
  const exponential: Delivery = { ...readingsDelivery, backoffPolicy: 'exponential' }
  expect(outage(HOUR, exponential).delay).toBeGreaterThan(120_000)
})

test('the bridges read the policy as it is meant', () => {
  const needed = { KAFKA_ADDR: 'a:1', KAFKA_TOPIC: 't', SINK: 'http://a/' }
  for (const policy of [readingsDelivery, deadLettersDelivery]) {
    expect(loadKafkaSourceConfig({ ...needed, ...deliveryEnv(policy) }).delivery).toEqual(policy)
  }
})

/** The retries of an event that came when an outage began, and how long after its end the last of them is. */
function outage(length: number, delivery: Delivery): { tries: number; delay: number } {
  let at = 0
  let tries = 0
  while (at < length) at += delayBefore(++tries, delivery)
  return { tries, delay: at - length }
}

function lengthOf(delivery: Delivery): number {
  return Array.from({ length: delivery.retry }, (_, n) => delayBefore(n + 1, delivery)).reduce(
    (sum, one) => sum + one,
    0,
  )
}
