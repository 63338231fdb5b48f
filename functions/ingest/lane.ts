import { type Broker, MAX_READINGS } from '#lib/domain/event.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { TransientError } from '#lib/platform/errors.ts'
import { type Later, onceATurn } from '#lib/platform/once-a-turn.ts'
import { currentTrace, inBatch } from '#lib/platform/telemetry-spans.ts'
import { tellConfirmed } from './telemetry.ts'

/** One writer, as ingest needs it: resolves only after the broker has confirmed all of the readings. */
export type WriteReadings = (readings: readonly Reading[]) => Promise<void>

/** How a lane makes batches of what comes. */
export type LaneLimits = {
  /** Calls under way at most. */
  calls: number
  /** Calls under way at most while no batch is full. */
  eagerCalls: number
  /** A batch of fewer readings leaves at least `paceMs` after the one before: it costs as much as one of many, here and behind. */
  worthwhile: number
  paceMs: number
  /** Readings that wait at most. */
  waiting: number
  /**
   * How long (ms) they wait before others are turned away. What has waited twice as long is given up: its sender will
   * not wait for the answer.
   */
  waitMs: number
}

/** With two calls under way the next batch is on its way while the last one is confirmed. */
const defaults: LaneLimits = {
  calls: 4,
  eagerCalls: 2,
  worthwhile: 16,
  paceMs: 8,
  waiting: 10_000,
  waitMs: 3_000,
}

type Waiting = {
  readings: readonly Reading[]
  since: number
  /** What it is a part of. */
  trace: ReturnType<typeof currentTrace>
  confirmed: () => void
  failed: (error: unknown) => void
}

/** The way to one broker. */
export type Lane = {
  readonly broker: Broker
  /** Milliseconds since the oldest call under way began; 0 when there is none. */
  readonly age: number
  /** Readings that wait for a call. */
  readonly waiting: number
  /** Resolves when the broker has confirmed these readings, at most MAX_READINGS. */
  write(readings: readonly Reading[]): Promise<void>
}

/**
 * Gathers readings into batches: what arrives with one turn of the event loop leaves together, and what arrives while
 * calls are under way, or too soon after one has left, with the next. A lone reading leaves at once. A full batch does
 * not wait while more calls are allowed.
 */
export function createLane(
  broker: Broker,
  write: WriteReadings,
  told: Partial<LaneLimits> = {},
  now = Date.now,
  later?: Later,
  after: (run: () => void, ms: number) => void = setTimeout,
): Lane {
  const limits = { ...defaults, ...told }
  const queue: Waiting[] = []
  const begun = new Set<{ at: number }>()
  let waiting = 0
  let left = Number.NEGATIVE_INFINITY
  let isTimed = false
  const pumpSoon = onceATurn(pump, later)

  function pump(): void {
    giveUpLate()
    while (queue.length > 0 && begun.size < (waiting >= MAX_READINGS ? limits.calls : limits.eagerCalls)) {
      if (waiting < limits.worthwhile && isTooSoon()) return
      void call(nextBatch())
    }
  }

  /** Whether a batch has only just left. If so, what waits is looked at again when it may leave. */
  function isTooSoon(): boolean {
    const since = now() - left
    if (since < 0 || since >= limits.paceMs) return false // a clock may have been set back
    if (!isTimed) after(pumpInTime, limits.paceMs - since)
    isTimed = true
    return true
  }

  function pumpInTime(): void {
    isTimed = false
    pump()
  }

  function giveUpLate(): void {
    for (let first = queue[0]; first !== undefined && waited(first) > 2 * limits.waitMs; first = queue[0]) {
      queue.shift()
      waiting -= first.readings.length
      first.failed(new TransientError(`${broker} is slow: no room within ${2 * limits.waitMs} ms`))
    }
  }

  function waited({ since }: Waiting): number {
    return now() - since
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
    left = mark.at
    try {
      const readings = batch.flatMap((one) => one.readings)
      const traces = batch.map(({ trace }) => trace)
      await inBatch(traces, () => write(readings))
      for (const { confirmed } of batch) confirmed()
      if (batch[0] !== undefined) tellConfirmed(broker, readings.length, waited(batch[0]))
    } catch (error) {
      // The cause is for logs: it names addresses, and this message reaches the sender.
      const failure = new TransientError(`${broker} did not confirm`, { cause: error })
      for (const { failed } of batch) failed(failure)
    }
    begun.delete(mark)
    pumpSoon()
  }

  return {
    broker,
    get age() {
      const [oldest] = begun // a set keeps the order of insertion
      return oldest === undefined ? 0 : now() - oldest.at
    },
    get waiting() {
      return waiting
    },
    write(readings) {
      if (waiting + readings.length > limits.waiting) {
        return Promise.reject(new TransientError(`${broker}: ${waiting} readings are waiting already`))
      }
      if (queue[0] !== undefined && waited(queue[0]) > limits.waitMs) {
        return Promise.reject(new TransientError(`${broker} is slow: others wait for ${waited(queue[0])} ms`))
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      queue.push({ readings, since: now(), trace: currentTrace(), confirmed: resolve, failed: reject })
      waiting += readings.length
      pumpSoon()
      return promise
    },
  }
}
