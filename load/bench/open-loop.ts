import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Calls `send` at the times of a steady rate, whether what was sent before has been answered or not, and hands it the
 * time at which it was due: a delay counted from there includes what a slow answer does to those behind it.
 * @param rate calls a second
 */
export async function openLoop(
  rate: number,
  seconds: number,
  send: (index: number, due: number) => void,
): Promise<void> {
  const began = performance.now()
  const count = Math.round(rate * seconds)
  const dueAt = (index: number) => began + (index * 1_000) / rate
  for (let index = 0; index < count; ) {
    const now = performance.now()
    for (; index < count && dueAt(index) <= now; index += 1) send(index, dueAt(index))
    await sleep(1)
  }
}

/** The value below which a share of them lies. @param share from 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
