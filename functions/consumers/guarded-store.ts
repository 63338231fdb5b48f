import { bulkhead } from 'cockatiel'
import { createBreaker } from '#lib/platform/breaker.ts'
import { TransientError } from '#lib/platform/errors.ts'
import type { Log } from '#lib/platform/log.ts'
import type { Later } from '#lib/platform/once-a-turn.ts'
import { isAnswer } from '#lib/store/connection.ts'
import { gather } from './gathering.ts'
import type { ReadingTaker } from './store.ts'
import { observeWaiting } from './telemetry.ts'

/** How long the store is left alone while it is away, before one call tries again. */
export const REST_MS = 1_000

/**
 * How many calls are with Valkey at a time: one, and the next. It does one after the other, so more would only wait
 * there, and their time run out: with the 99 events of a source's backlog they would be done, not answered, and done again.
 */
export const CALLS = 2

/**
 * A store whose calls take turns, behind a circuit breaker; what waits for its turn leaves together. While Valkey is
 * away every call fails at once, so that the sources hear 503 and no request waits for a time-out. What Valkey itself
 * says against a call, such as that its memory is full, is no absence: one event that it cannot take must not hold up
 * the others.
 */
export function guardStore(store: ReadingTaker, log: Log, restMs = REST_MS, later?: Later): ReadingTaker {
  const ticks = bulkhead(1, Number.POSITIVE_INFINITY) // the sources bound how many wait
  const breaker = createBreaker('valkey', log, { restMs, opensOn: isAbsence })
  const run = async <T>(call: () => Promise<T>): Promise<T> => {
    // The one call that tries may take as long as a time-out; nobody else waits for it.
    if (breaker.state === 'half-open') throw new TransientError('valkey is being tried again')
    return await breaker.run(call)
  }
  const gathering = gather({
    record: (delivery) => run(() => store.record(delivery)),
    calls: CALLS,
    later,
    isRefusal: (error) => error instanceof Error && isAnswer(error),
  })
  observeWaiting(gathering)
  return {
    record: gathering.record,
    tick: () => ticks.execute(() => run(() => store.tick())),
  }
}

function isAbsence(error: Error): boolean {
  return error instanceof TransientError && !isAnswer(error)
}
