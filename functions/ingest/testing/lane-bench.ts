import type { Later } from '#lib/platform/once-a-turn.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { createLane, type LaneLimits } from '../lane.ts'

/**
 * A lane whose calls and timers end when the test says so; unless told to, it waits neither for the end of a turn nor for
 * its pace.
 */
export function createLaneBench(
  limits: Partial<LaneLimits> = {},
  now?: () => number,
  later: Later = (run) => run(),
) {
  const timers: { run(): void; ms: number }[] = []
  const calls: { batch: unknown[]; size: number; confirm(): void; fail(error: Error): void }[] = []
  const lane = createLane(
    'kafka',
    (batch) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      calls.push({ batch: [...batch], size: batch.length, confirm: resolve, fail: reject })
      return promise
    },
    { calls: 4, eagerCalls: 2, paceMs: 0, waiting: 10_000, waitMs: 3_000, ...limits },
    now,
    later,
    (run, ms) => timers.push({ run, ms }),
  )
  return { lane, calls, timers }
}

/** Any readings. */
export function readings(count: number) {
  return Array.from({ length: count }, () => sampleReading())
}

/** How many readings each call carries. */
export function sizes(calls: readonly { size: number }[]): number[] {
  return calls.map(({ size }) => size)
}

/** Until what is due in this turn of the event loop has been done. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
