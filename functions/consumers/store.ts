import type { Reading } from '#lib/domain/reading.ts'

/** Something in an event that is no reading: as it came, and why. */
export type Refusal = { reason: string; json: string }

/** What one event brings to the store. */
export type Delivery = {
  /** The way it came: a broker's name, or `other`. */
  broker: string
  readings: readonly Reading[]
  refusals: readonly Refusal[]
}

/** What became of it. */
export type Stored = { stored: number; duplicates: number; late: number; refused: number }

/** The living picture, as the consumer needs it. */
export type ReadingStore = {
  /**
   * Takes a delivery in one atomic step, or not at all. Resolves only after the store has answered; taking the same
   * again changes nothing. Rejects with TransientError.
   */
  record(delivery: Delivery): Promise<Stored>
  /** Lets the window move on although nothing arrives. Rejects with TransientError. */
  tick(): Promise<void>
}
