import { type Breaker, createBreaker } from '#lib/platform/breaker.ts'
import { messageOf, TransientError } from '#lib/platform/errors.ts'
import type { Log } from '#lib/platform/log.ts'
import type { WriteReadings } from './lane.ts'

/** How long an open breaker rests before it lets one call try. */
export const REST_MS = 2_000

/** A writer behind a circuit breaker. */
export type Guarded = { write: WriteReadings; readonly state: Breaker['state'] }

/** While a writer fails, calls fail at once instead of waiting for it; every REST_MS one call tries again. */
export function guard(name: string, write: WriteReadings, log: Log, restMs = REST_MS): Guarded {
  const breaker = createBreaker(name, log, { restMs })
  return {
    get state() {
      return breaker.state
    },
    async write(readings) {
      try {
        await breaker.run(() => write(readings))
      } catch (error) {
        if (!(error instanceof TransientError))
          log('error', 'batch.failed', { writer: name, reason: messageOf(error) })
        throw error
      }
    },
  }
}
