import { type Broker, brokers } from '#lib/domain/event.ts'
import type { Confirmed } from './route.ts'

/** How many readings this process has accepted, and how many of them each broker has confirmed in time. */
export type Tally = { accepted: number; confirmed: Record<Broker, number> }

/** All at zero. */
export function createTally(): Tally {
  return { accepted: 0, confirmed: { kafka: 0, rabbitmq: 0 } }
}

/** Adds what was confirmed. */
export function count(tally: Tally, confirmed: readonly Confirmed[]): void {
  tally.accepted += confirmed.length
  for (const broker of brokers) {
    tally.confirmed[broker] += confirmed.filter(({ confirmedBy }) => confirmedBy.includes(broker)).length
  }
}
