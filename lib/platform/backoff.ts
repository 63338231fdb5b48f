import { setTimeout as sleep } from 'node:timers/promises'

/** Waits between attempts: they double from `first` to `cap`, each shortened at random by up to a half. */
export function backoff(first = 100, cap = 2_000, random: () => number = Math.random): () => number {
  let next = first
  return () => {
    const wait = next * (1 - random() / 2)
    next = Math.min(next * 2, cap)
    return wait
  }
}

/** Tries until it works or the signal ends it. `failed` hears of each failure. */
export async function untilDone(
  attempt: () => Promise<void>,
  failed: (error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  const wait = backoff()
  while (!signal.aborted) {
    try {
      return await attempt()
    } catch (error) {
      if (signal.aborted) return
      failed(error)
      await sleep(wait(), undefined, { signal }).catch(() => {})
    }
  }
}
