import { type Broker, brokers } from '#lib/domain/event.ts'
import type { RequestProblem } from '#lib/platform/problem.ts'
import type { Confirmed } from './route.ts'

/** Why requests were not admitted. */
const refusals = ['unauthorized', 'forbidden', 'too-many-requests'] as const

/**
 * How many readings this process has accepted, how many of them each broker has confirmed in time, and how many
 * requests were not admitted.
 */
export type Tally = {
  accepted: number
  confirmed: Record<Broker, number>
  refused: Record<(typeof refusals)[number], number>
}

/** All at zero. */
export function createTally(): Tally {
  return {
    accepted: 0,
    confirmed: { kafka: 0, rabbitmq: 0 },
    refused: { unauthorized: 0, forbidden: 0, 'too-many-requests': 0 },
  }
}

/** Adds what was confirmed. */
export function count(tally: Tally, confirmed: readonly Confirmed[]): void {
  tally.accepted += confirmed.length
  for (const broker of brokers) {
    tally.confirmed[broker] += confirmed.filter(({ confirmedBy }) => confirmedBy.includes(broker)).length
  }
}

/** Counts a request that was not admitted; other problems are the sender's own. */
export function countRefusal(tally: Tally, { kind }: RequestProblem): void {
  const refusal = refusals.find((one) => one === kind)
  if (refusal !== undefined) tally.refused[refusal] += 1
}
