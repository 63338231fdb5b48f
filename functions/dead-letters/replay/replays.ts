import type { Filter } from '../filter.ts'

/** A replay in the background. Times in milliseconds. */
export type Replay = {
  id: string
  state: 'running' | 'done' | 'cancelled'
  filter: Filter
  /** Readings a second at most. */
  rate: number
  /** Letters replayed, the readings in them, and letters passed over because no reading can be made of them. */
  replayed: number
  readings: number
  skipped: number
  /** Why it does not get on at the moment. */
  trouble: string | undefined
  startedAt: number
  updatedAt: number
  /** The entry up to which letters were looked at, and the last one that it looks at. */
  cursor: string | undefined
  until: string
}

/** Where replays are remembered. Every method rejects with TransientError while the store is away. */
export type Replays = {
  /** Begins a replay of what is kept now. */
  start(filter: Filter, rate: number): Promise<Replay>
  find(id: string): Promise<Replay | undefined>
  /** The newest first. */
  list(): Promise<Replay[]>
  /** Moves a replay past the letter of an entry without replaying it. */
  pass(id: string, entry: string): Promise<void>
  trouble(id: string, reason: string): Promise<void>
  /** Ends a replay, unless it has ended. */
  end(id: string, state: 'done' | 'cancelled'): Promise<void>
  /** Takes the right to work, or keeps it; false when another process has it. It ends by itself after some seconds. */
  lease(token: string): Promise<boolean>
  release(token: string): Promise<void>
}
