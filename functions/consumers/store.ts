import type { Delivery } from '#lib/domain/delivery.ts'
import type { Check } from '#lib/domain/quality/flags.ts'

/** How many values more than before fail each check that needs others than themselves; 0 where fewer do. */
export type Failed = Record<Extract<Check, 'step' | 'persistence' | 'neighbours'>, number>

/** Why a reading is refused: it breaks a rule, or says that it was observed in the future. */
export const refusalReasons = ['schema', 'future'] as const

/** How many readings were refused that had not been before. */
export type Refused = Record<(typeof refusalReasons)[number], number>

/** What became of it. */
export type Stored = { stored: number; duplicates: number; late: number; refused: Refused; failed: Failed }

/** The living picture, as the consumer needs it. */
export type ReadingStore = {
  /**
   * Takes a delivery in one atomic step, or not at all. Resolves only after the store has answered; taking the same
   * again changes nothing. Rejects with TransientError.
   */
  record(delivery: Delivery): Promise<Stored>
  /** Lets the window move on although nothing arrives, which ends minutes. Rejects with TransientError. */
  tick(): Promise<Failed>
}

/** The same for whoever only needs to know that it was taken. */
export type ReadingTaker = { record(delivery: Delivery): Promise<unknown>; tick(): Promise<unknown> }
