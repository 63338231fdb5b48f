import { expect, test } from 'vitest'
import { kafkaVerdict, rabbitVerdict } from './verdicts.ts'

const statuses = [
  200, 201, 202, 204, 301, 302, 400, 401, 403, 405, 410, 412, 415, 422, 404, 429, 502, 503, 504, 408, 409,
  500, 501, 507, 413, 425,
]
const withVerdict = (verdictOf: (status: number) => string, verdict: string) =>
  statuses.filter((status) => verdictOf(status) === verdict)

test('both sources take 2xx for delivered', () => {
  expect(withVerdict(kafkaVerdict, 'delivered')).toEqual([200, 201, 202, 204])
  expect(withVerdict(rabbitVerdict, 'delivered')).toEqual([200, 201, 202, 204])
  expect(kafkaVerdict(299)).toBe('delivered')
})

test('Kafka retries every 5xx and a few 4xx', () => {
  expect(withVerdict(kafkaVerdict, 'retry')).toEqual([404, 429, 502, 503, 504, 408, 409, 500, 501, 507])
})

test('RabbitMQ retries a short list, and 500 is not on it', () => {
  expect(withVerdict(rabbitVerdict, 'retry')).toEqual([404, 429, 502, 503, 504, 413, 425])
})
