import { untilDone } from './backoff.ts'
import { messageOf, TransientError } from './errors.ts'
import type { Log } from './log.ts'
import { within } from './within.ts'

/** How long something waits for a first connection: a function that has just woken may be faster than its broker. */
const FIRST_WAIT_MS = 5_000

/** No attempt takes longer: a client library that waits for an answer which never comes must not end the loop. */
const PREPARE_MS = 10_000

/** Whether a neighbour is prepared, and the loop that prepares it again and again until it is. */
export type Readiness = AsyncDisposable & {
  readonly ready: boolean
  /** Resolves when prepared. Rejects with TransientError at once while it is known to be away. */
  wait(): Promise<void>
  /** Something failed: prepare again. */
  lost(error: unknown): void
}

/** Starts to prepare at once. Logs when it is lost and when it is back, not every attempt. */
export function createReadiness(neighbour: string, log: Log, prepare: () => Promise<void>): Readiness {
  const stop = new AbortController()
  let ready = false
  let trouble: unknown
  /** The first attempt has ended, one way or the other. */
  const changed = Promise.withResolvers<void>()
  let preparing = start()

  function start(): Promise<void> {
    return untilDone(
      async () => {
        await within(PREPARE_MS, prepare())
        if (trouble !== undefined) log('info', 'neighbour.back', { neighbour })
        trouble = undefined
        ready = true
        changed.resolve()
      },
      (error) => {
        if (trouble === undefined) log('warn', 'neighbour.away', { neighbour, reason: messageOf(error) })
        trouble = error
        changed.resolve()
      },
      stop.signal,
    )
  }

  return {
    get ready() {
      return ready
    },
    async wait() {
      if (ready) return
      if (trouble === undefined) {
        const limit = setTimeout(changed.resolve, FIRST_WAIT_MS)
        await changed.promise
        clearTimeout(limit)
      }
      if (!ready)
        throw new TransientError(`${neighbour} is away: ${messageOf(trouble ?? 'not connected yet')}`)
    },
    lost(error) {
      if (!ready || stop.signal.aborted) return
      ready = false
      trouble = error
      log('warn', 'neighbour.away', { neighbour, reason: messageOf(error) })
      preparing = start()
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      changed.resolve()
      await preparing
    },
  }
}
