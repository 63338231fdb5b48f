import type { Verdict } from './delivery.ts'

const KAFKA_RETRIES = new Set([404, 408, 409, 429])
const RABBIT_RETRIES = new Set([404, 413, 425, 429, 502, 503, 504])

/** KafkaSource: below 300 is delivered, 500 and above and a few others are worth another try. */
export function kafkaVerdict(status: number): Verdict {
  if (status < 300) return 'delivered'
  return status >= 500 || KAFKA_RETRIES.has(status) ? 'retry' : 'failed'
}

/** RabbitmqSource: 2xx is delivered, and only a short list is worth another try. 500 is not on it. */
export function rabbitVerdict(status: number): Verdict {
  if (status >= 200 && status < 300) return 'delivered'
  return RABBIT_RETRIES.has(status) ? 'retry' : 'failed'
}
