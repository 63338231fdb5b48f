import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleType } from 'cockatiel'
import { messageOf, TransientError } from '#lib/platform/errors.ts'
import type { Log } from '#lib/platform/log.ts'
import type { WriteReadings } from './lane.ts'

/** How long an open breaker rests before it lets one call try. */
export const REST_MS = 2_000

/** This many failures in a row open it. */
const FAILURES = 3

/** A writer behind a circuit breaker. */
export type Guarded = { write: WriteReadings; readonly state: 'closed' | 'open' | 'half-open' }

/** While a writer fails, calls fail at once instead of waiting for it; every REST_MS one call tries again. */
export function guard(name: string, write: WriteReadings, log: Log, restMs = REST_MS): Guarded {
  const breaker = circuitBreaker(handleType(TransientError), {
    halfOpenAfter: restMs,
    breaker: new ConsecutiveBreaker(FAILURES),
  })
  let isResting = false
  breaker.onBreak((reason) => {
    if (isResting) return // it has tried again, and failed again
    isResting = true
    log('warn', 'breaker.opened', {
      writer: name,
      reason: 'error' in reason ? reason.error.message : 'isolated',
    })
  })
  breaker.onReset(() => {
    isResting = false
    log('info', 'breaker.closed', { writer: name })
  })
  return {
    get state() {
      if (breaker.state === CircuitState.Closed) return 'closed'
      return breaker.state === CircuitState.HalfOpen ? 'half-open' : 'open'
    },
    async write(readings) {
      try {
        await breaker.execute(() => write(readings))
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw new TransientError(`${name} is resting after failures`)
        if (!(error instanceof TransientError))
          log('error', 'batch.failed', { writer: name, reason: messageOf(error) })
        throw error
      }
    },
  }
}
