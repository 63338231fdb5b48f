import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

const aborted = new WeakMap<AbortSignal, Promise<unknown>>() // one listener a signal, however often it is asked

/** Resolves when the signal is aborted. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const known = aborted.get(signal) ?? once(signal, 'abort')
  aborted.set(signal, known)
  await known
}

/** Waits for the work, but no longer than this. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const end = new AbortController()
  const limit = sleep(ms, undefined, { signal: end.signal }).catch(() => {})
  await Promise.race([work, limit])
  end.abort()
}

/** Waits, unless the signal ends it. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {})
}
