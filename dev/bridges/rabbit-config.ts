import type { Env } from '#lib/platform/env.ts'
import { readSettings } from './settings.ts'

export type RabbitSourceConfig = ReturnType<typeof loadRabbitSourceConfig>

/** Everything that the RabbitMQ bridge can be told. The defaults are those of a RabbitmqSource without `delivery`. */
export function loadRabbitSourceConfig(env: Env) {
  return readSettings(env, (read, parsed) => {
    const queue = read.text('RABBIT_QUEUE')
    return {
      address: read.address('RABBIT_ADDR'),
      username: read.text('RABBIT_USERNAME', 'guest'),
      password: read.text('RABBIT_PASSWORD', 'guest'),
      vhost: read.text('RABBIT_VHOST', '/'),
      sink: parsed.httpUrl('SINK'),
      parallelism: Math.max(1, read.integer('PARALLELISM', 1)),
      delivery: {
        retry: read.integer('DELIVERY_RETRY', 0),
        backoffPolicy: read.oneOf('DELIVERY_BACKOFF_POLICY', ['exponential', 'linear'], 'exponential'),
        backoffDelayMs: parsed.duration('DELIVERY_BACKOFF_DELAY', 'PT0.2S'),
      },
      identity: { namespace: read.text('NAMESPACE', 'weather'), name: read.text('NAME', queue), queue },
    }
  })
}
