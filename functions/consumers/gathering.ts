import type { Delivery } from '#lib/domain/delivery.ts'
import { MAX_READINGS } from '#lib/domain/event.ts'
import { type Later, onceATurn } from '#lib/platform/once-a-turn.ts'
import { currentTrace, inBatch } from '#lib/platform/telemetry-spans.ts'

type Waiting = {
  delivery: Delivery
  /** What it is a part of. */
  trace: ReturnType<typeof currentTrace>
  taken: () => void
  failed: (error: unknown) => void
}

/** What gathering needs: how a delivery is taken, how many calls at a time, and what tells that Valkey has refused one. */
export type GatherOptions = {
  record: (delivery: Delivery) => Promise<unknown>
  calls: number
  isRefusal: (error: unknown) => boolean
  /** What comes until then leaves together: the end of the turn of the event loop. */
  later?: Later | undefined
}

/** A store's turn-taking. */
export type Gathering = {
  /** Resolves after the call that took the delivery. */
  record(delivery: Delivery): Promise<void>
  /** How many deliveries wait for a call. */
  readonly waiting: number
}

/**
 * Deliveries that come with one turn of the event loop, or wait while calls are under way, leave together: at most
 * MAX_READINGS of one broker in a call, since what costs the most is the call, whatever is in it. Each resolves after the
 * call that took it; where Valkey refuses a call, each of its deliveries is tried by itself, so that one that can't be
 * taken holds up no other.
 */
export function gather({ record, calls, isRefusal, later }: GatherOptions): Gathering {
  const queue: Waiting[] = []
  let underWay = 0
  const pumpSoon = onceATurn(pump, later)

  function pump(): void {
    while (queue.length > 0 && underWay < calls) void call(nextBatch())
  }

  function nextBatch(): Waiting[] {
    const broker = queue[0]?.delivery.broker
    let size = 0
    let count = 0
    for (const { delivery } of queue) {
      if (count > 0 && (delivery.broker !== broker || size + sizeOf(delivery) > MAX_READINGS)) break
      size += sizeOf(delivery)
      count += 1
    }
    return queue.splice(0, count)
  }

  async function call(batch: readonly Waiting[]): Promise<void> {
    underWay += 1
    await take(batch)
    underWay -= 1
    pumpSoon()
  }

  async function take(batch: readonly Waiting[]): Promise<void> {
    try {
      const delivery = together(batch.map((one) => one.delivery))
      const traces = batch.map(({ trace }) => trace)
      await inBatch(traces, () => record(delivery))
      for (const { taken } of batch) taken()
    } catch (error) {
      if (batch.length > 1 && isRefusal(error)) for (const one of batch) await take([one])
      else for (const { failed } of batch) failed(error)
    }
  }

  return {
    record(delivery) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      queue.push({ delivery, trace: currentTrace(), taken: resolve, failed: reject })
      pumpSoon()
      return promise
    },
    get waiting() {
      return queue.length
    },
  }
}

function sizeOf({ readings, refusals }: Delivery): number {
  return readings.length + refusals.length
}

function together(deliveries: readonly Delivery[]): Delivery {
  const [first] = deliveries as readonly [Delivery, ...Delivery[]]
  if (deliveries.length === 1) return first
  return {
    broker: first.broker,
    readings: deliveries.flatMap(({ readings }) => readings),
    refusals: deliveries.flatMap(({ refusals }) => refusals),
  }
}
