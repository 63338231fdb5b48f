import { type Broker, MAX_READINGS } from '#lib/domain/event.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { confirmations } from './confirmations.ts'
import { inReserve } from './in-reserve.ts'
import type { Lane } from './lane.ts'

/** Which brokers carry a reading: both, one of them, or each about half with the other in reserve. */
export const routes = ['both', 'kafka', 'rabbitmq', 'split'] as const

/** One of the four. */
export type Route = (typeof routes)[number]

/** A reading that is durable, and where. */
export type Confirmed = { reading: Reading; confirmedBy: readonly Broker[] }

/** Makes readings durable, all of them. Rejects with TransientError when one of them could not be. */
export type Deliver = (readings: readonly Reading[]) => Promise<Confirmed[]>

/**
 * The way of readings through the lanes.
 * @param patienceMs how long an answer waits for the second broker once the first has confirmed
 */
export function createRoute(
  route: Route,
  lanes: Readonly<Record<Broker, Lane>>,
  patienceMs: number,
): Deliver {
  const write = { both, kafka: only('kafka'), rabbitmq: only('rabbitmq'), split: alternate() }[route]

  function both(batch: readonly Reading[]): Promise<Broker[]> {
    return confirmations(
      [lanes.kafka, lanes.rabbitmq].map((lane) => ({ lane, confirmed: lane.write(batch) })),
      patienceMs,
    )
  }

  function only(broker: Broker) {
    return async (batch: readonly Reading[]): Promise<Broker[]> => {
      await lanes[broker].write(batch)
      return [broker]
    }
  }

  /** In turn; the other one too when the first fails, or is late. The store counts what both have confirmed once. */
  function alternate() {
    let turn = false
    return async (batch: readonly Reading[]): Promise<Broker[]> => {
      turn = !turn
      const both = turn ? [lanes.kafka, lanes.rabbitmq] : [lanes.rabbitmq, lanes.kafka]
      const [first, second] = both.sort((a, b) => lateness(a) - lateness(b)) as [Lane, Lane]
      return await inReserve(only(first.broker)(batch), () => only(second.broker)(batch), patienceMs)
    }
  }

  function lateness({ age }: Lane): number {
    return age > patienceMs ? 1 : 0
  }

  return async (readings) => {
    const chunks = Array.from({ length: Math.ceil(readings.length / MAX_READINGS) }, (_, index) =>
      readings.slice(index * MAX_READINGS, (index + 1) * MAX_READINGS),
    )
    const confirmed = await Promise.all(
      chunks.map(async (chunk) => {
        const confirmedBy = await write(chunk)
        return chunk.map((reading) => ({ reading, confirmedBy }))
      }),
    )
    return confirmed.flat()
  }
}
