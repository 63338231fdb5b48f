/** Starts the work of a source on the records that wait. */
export type Lane<T> = {
  push(items: readonly T[]): void
  /** Forgets what waits. What is under way goes on. */
  clear(): void
}

/** `max.poll.records` of the dispatcher. */
export const POLL_RECORDS = 50

/** One at a time, in order. `work` must not reject. */
export function createOrderedLane<T>(work: (item: T) => Promise<void>): Lane<T> {
  return createLane(work, 1)
}

/** Adds a whole poll while less than one is under way: up to 99 at a time. `work` must not reject. */
export function createUnorderedLane<T>(work: (item: T) => Promise<void>): Lane<T> {
  return createLane(work, POLL_RECORDS)
}

/** Takes as many as a poll has while fewer are under way. */
function createLane<T>(work: (item: T) => Promise<void>, poll: number): Lane<T> {
  const waiting: T[] = []
  let busy = 0
  const next = () => {
    while (busy < poll && waiting.length > 0) {
      for (const item of waiting.splice(0, poll)) {
        busy++
        void work(item).then(() => {
          busy--
          next()
        })
      }
    }
  }
  return {
    push(items) {
      for (const item of items) waiting.push(item)
      next()
    },
    clear: () => waiting.splice(0),
  }
}
