import type { Broker } from '#lib/domain/event.ts'
import { messageOf, TransientError } from '#lib/platform/errors.ts'
import type { Lane } from './lane.ts'

/** A write under way in a lane. */
export type Write = { lane: Pick<Lane, 'broker' | 'age'>; confirmed: Promise<void> }

/**
 * The brokers that have confirmed: all of them, unless one is slow. One confirmation makes the reading durable, so a
 * lane that is late costs only its name: it is waited for `patienceMs` after the first confirmation, and not at all
 * while an earlier call of it has been out for longer than that.
 * @throws TransientError when none confirms, with what each of them said
 */
export async function confirmations(writes: readonly Write[], patienceMs: number): Promise<Broker[]> {
  const confirmed: Broker[] = []
  const failures = new Map<Broker, unknown>()
  const { promise: decided, resolve: decide } = Promise.withResolvers<void>()
  let patience: NodeJS.Timeout | undefined

  for (const { lane, confirmed: outcome } of writes) {
    outcome.then(
      () => settle(() => confirmed.push(lane.broker)),
      (error: unknown) => settle(() => failures.set(lane.broker, error)),
    )
  }

  function settle(note: () => void): void {
    note()
    const open = writes.length - confirmed.length - failures.size
    if (open === 0 || (confirmed.length > 0 && writes.every(isKnownOrLate))) decide()
    else if (confirmed.length > 0) patience ??= setTimeout(decide, patienceMs)
  }

  function isKnownOrLate({ lane }: Write): boolean {
    return confirmed.includes(lane.broker) || lane.age > patienceMs
  }

  await decided
  clearTimeout(patience)
  if (confirmed.length === 0) {
    throw new TransientError(writes.map(({ lane }) => messageOf(failures.get(lane.broker))).join('; '))
  }
  // In the order of the lanes, whoever was first.
  return writes.flatMap(({ lane }) => (confirmed.includes(lane.broker) ? lane.broker : []))
}
