import type { Log } from '#lib/platform/log.ts'
import { createPoster } from './http-post.ts'
import type { RabbitSourceConfig } from './rabbit-config.ts'
import { deliverMessage } from './rabbit-delivery.ts'
import { consume, type Delivered } from './rabbit-session.ts'
import { keepGoing } from './sessions.ts'
import { createWorkers } from './workers.ts'

/** Does what Knative's receive adapter does for one RabbitmqSource, until the signal ends it. */
export async function runRabbitmqSource(
  config: RabbitSourceConfig,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const poster = createPoster(config.sink, Number.POSITIVE_INFINITY)
  const workers = createWorkers<Delivered>(config.parallelism, (delivered) =>
    deliverMessage(delivered, { config, poster, log, signal }),
  )
  const cut = () => {
    workers.clear()
    poster.close() // requests in flight too, as the adapter does
  }
  signal.addEventListener('abort', cut, { once: true })
  const session = async () => {
    try {
      await consume(config, workers.push, log, signal)
    } finally {
      workers.clear() // what waits belongs to a channel that is gone
    }
  }
  const failed = (reason: string) => log('warn', 'source.waiting', { queue: config.identity.queue, reason })
  await keepGoing(session, failed, signal)
}
