import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel'
import { TransientError } from './errors.ts'
import type { Log } from './log.ts'
import { observe } from './telemetry-meters.ts'

/** This many failures in a row open it. */
const FAILURES = 3

/** As telemetry tells it. */
const told = { unit: '1', description: 'Whether a neighbour rests: 0 no, 0.5 it is being tried again, 1 yes' }
const levels = { closed: 0, 'half-open': 0.5, open: 1 }

/** Calls to one neighbour behind a circuit breaker. */
export type Breaker = {
  readonly state: 'closed' | 'open' | 'half-open'
  /** Makes the call. Rejects at once with TransientError while the neighbour rests. */
  run<T>(call: () => Promise<T>): Promise<T>
}

/**
 * `restMs`: how long an open breaker rests before it lets one call try. `opensOn`: which failures say that the
 * neighbour is down; those that pass, unless told otherwise.
 */
export type BreakerOptions = { restMs: number; opensOn?: (error: Error) => boolean }

/** While a neighbour fails, calls fail at once instead of waiting for it; after each rest one call tries again. */
export function createBreaker(
  neighbour: string,
  log: Log,
  { restMs, opensOn = isTransient }: BreakerOptions,
): Breaker {
  const breaker = circuitBreaker(handleWhen(opensOn), {
    halfOpenAfter: restMs,
    breaker: new ConsecutiveBreaker(FAILURES),
  })
  let isResting = false
  breaker.onBreak((reason) => {
    if (isResting) return // it has tried again, and failed again
    isResting = true
    log('warn', 'breaker.opened', {
      neighbour,
      reason: 'error' in reason ? reason.error.message : 'isolated',
    })
  })
  breaker.onReset(() => {
    isResting = false
    log('info', 'breaker.closed', { neighbour })
  })
  const stateOf = () => {
    if (breaker.state === CircuitState.Closed) return 'closed'
    return breaker.state === CircuitState.HalfOpen ? 'half-open' : 'open'
  }
  observe('chaac.breaker.state', told, () => levels[stateOf()], { 'chaac.neighbour': neighbour })
  return {
    get state() {
      return stateOf()
    },
    async run(call) {
      try {
        return await breaker.execute(call)
      } catch (error) {
        if (error instanceof BrokenCircuitError)
          throw new TransientError(`${neighbour} is resting after failures`)
        throw error
      }
    },
  }
}

function isTransient(error: Error): boolean {
  return error instanceof TransientError
}
