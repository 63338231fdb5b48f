import type { Delivery } from '#lib/domain/delivery.ts'

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

/** The same for whoever only needs to know that it was taken. */
export type ReadingTaker = Pick<ReadingStore, 'tick'> & { record(delivery: Delivery): Promise<unknown> }
