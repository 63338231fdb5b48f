import type { Refusal } from '#lib/domain/delivery.ts'
import type { Filter } from './filter.ts'
import type { DeadEvent, KeptLetter, Letter } from './letter.ts'

/** A part of a list in the order of arrival; `next` is the entry after which it goes on, if it does. */
export type Page = { letters: KeptLetter[]; next: string | undefined }

/** Where to look: from an entry on (excluded), up to so many, the newest or the oldest first. */
export type Search = { filter: Filter; limit: number; order: 'newest' | 'oldest'; after?: string | undefined }

/** What ends a letter: its readings are durable again, or somebody has thrown it away. */
export type Ending = {
  how: 'replayed' | 'deleted'
  /** Readings that no writer takes: they are recorded as refused in the same step. */
  refusals?: readonly Refusal[]
  /** The replay in the background that it is counted for. */
  replay?: string | undefined
}

/** What became of letters since the beginning, and how many there are. */
export type Counts = {
  held: number
  kept: number
  /** Deliveries of letters that were known already. */
  repeated: number
  replayed: number
  deleted: number
  /** Left because they were too old, or because there were too many. */
  expired: number
  displaced: number
}

/** The dead letters. Every method rejects with TransientError while the store is away. */
export type Letters = {
  /** Keeps a letter once. Resolves with false for one that is here, or was lately ended. */
  keep(letter: Letter, event: DeadEvent): Promise<boolean>
  search(search: Search): Promise<Page>
  find(id: string): Promise<KeptLetter | undefined>
  /** The events of letters; undefined where there is none any more. */
  events(ids: readonly string[]): Promise<(DeadEvent | undefined)[]>
  /** Ends a letter in one step. Resolves with false when it had ended before. */
  end(letter: KeptLetter, ending: Ending): Promise<boolean>
  counts(): Promise<Counts>
  /** Lets go of letters that are too old. */
  tidy(): Promise<void>
}
