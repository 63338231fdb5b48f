import type { Broker } from '#lib/domain/event.ts'
import { createReference, type Reference } from './reference.ts'
import type { Said } from './said.ts'

/** What is noted of a reading. */
export type Note = {
  readonly station: string
  /** Its own time, where it has one. */
  readonly observedAt: string | undefined
  /** When it was first sent, and when first acknowledged, in milliseconds since 1970. */
  readonly begun: number
  acknowledged?: number
  /** As the acknowledgement says. */
  id?: string
  confirmedBy?: readonly Broker[]
}

/** Every reading that was sent, and what became of it at the door. */
export type Ledger = {
  readonly begun: number
  readonly acknowledged: ReadonlyMap<string, Note>
  /** Sums over all that were begun. They are the truth when all of them are acknowledged. */
  readonly reference: Reference
  /** Readings by the brokers that the first acknowledgement names. */
  readonly confirmed: Readonly<Record<Broker, number>>
  /** What a pipeline must never do, with how often. */
  readonly violations: ReadonlyMap<string, number>
  begin(reading: Said): Note
  acknowledge(note: Note, id: string, confirmedBy: readonly Broker[]): void
  violate(what: string): void
}

/** Empty. */
export function createLedger(now: () => number = Date.now): Ledger {
  const acknowledged = new Map<string, Note>()
  const violations = new Map<string, number>()
  const reference = createReference()
  const confirmed = { kafka: 0, rabbitmq: 0 }
  let begun = 0

  const ledger: Ledger = {
    acknowledged,
    reference,
    confirmed,
    violations,
    get begun() {
      return begun
    },
    begin(reading) {
      begun += 1
      reference.add(reading)
      return { station: reading.station, observedAt: reading.observedAt, begun: now() }
    },
    acknowledge(note, id, confirmedBy) {
      if (confirmedBy.length === 0) ledger.violate('acknowledged without a broker')
      if (note.id !== undefined) {
        if (note.id !== id) ledger.violate('the same reading was given two ids')
        return
      }
      if (acknowledged.has(id)) ledger.violate('two readings were given the same id')
      Object.assign(note, { id, confirmedBy, acknowledged: now() })
      acknowledged.set(id, note)
      for (const broker of confirmedBy) confirmed[broker] += 1
    },
    violate(what) {
      violations.set(what, (violations.get(what) ?? 0) + 1)
    },
  }
  return ledger
}
