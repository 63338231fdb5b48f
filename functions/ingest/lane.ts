import { type Broker, MAX_READINGS } from '#lib/domain/event.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { TransientError } from '#lib/platform/errors.ts'

/** One writer, as ingest needs it: resolves only after the broker has confirmed all of the readings. */
export type WriteReadings = (readings: readonly Reading[]) => Promise<void>

/** How many calls are under way at most, and how many readings wait at most for one. */
export type LaneLimits = { calls: number; eagerCalls: number; waiting: number }

/** With two calls under way the next batch is on its way while the last one is confirmed. */
const defaults: LaneLimits = { calls: 4, eagerCalls: 2, waiting: 10_000 }

type Waiting = { readings: readonly Reading[]; confirmed: () => void; failed: (error: unknown) => void }

/** The way to one broker. */
export type Lane = {
  readonly broker: Broker
  /** Milliseconds since the oldest call under way began; 0 when there is none. */
  readonly age: number
  /** Resolves when the broker has confirmed these readings, at most MAX_READINGS. */
  write(readings: readonly Reading[]): Promise<void>
}

/**
 * Gathers readings into batches without waiting: what arrives while calls are under way leaves together with the next.
 * A lone reading leaves at once. A full batch does not wait while more calls are allowed.
 */
export function createLane(
  broker: Broker,
  write: WriteReadings,
  limits: LaneLimits = defaults,
  now = Date.now,
): Lane {
  const queue: Waiting[] = []
  const begun = new Set<{ at: number }>()
  let waiting = 0

  function pump(): void {
    while (queue.length > 0 && begun.size < (waiting >= MAX_READINGS ? limits.calls : limits.eagerCalls)) {
      void call(nextBatch())
    }
  }

  function nextBatch(): Waiting[] {
    let size = 0
    let items = 0
    for (const { readings } of queue) {
      if (items > 0 && size + readings.length > MAX_READINGS) break
      size += readings.length
      items += 1
    }
    waiting -= size
    return queue.splice(0, items)
  }

  async function call(batch: Waiting[]): Promise<void> {
    const mark = { at: now() }
    begun.add(mark)
    try {
      await write(batch.flatMap(({ readings }) => readings))
      for (const { confirmed } of batch) confirmed()
    } catch (error) {
      // The cause is for logs: it names addresses, and this message reaches the sender.
      const failure = new TransientError(`${broker} did not confirm`, { cause: error })
      for (const { failed } of batch) failed(failure)
    }
    begun.delete(mark)
    pump()
  }

  return {
    broker,
    get age() {
      const [oldest] = begun // a set keeps the order of insertion
      return oldest === undefined ? 0 : now() - oldest.at
    },
    write(readings) {
      if (waiting + readings.length > limits.waiting) {
        return Promise.reject(new TransientError(`${broker}: ${waiting} readings are waiting already`))
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      queue.push({ readings, confirmed: resolve, failed: reject })
      waiting += readings.length
      pump()
      return promise
    },
  }
}
