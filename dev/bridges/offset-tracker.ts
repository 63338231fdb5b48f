/** Knows what of one partition is finished. */
export type OffsetTracker = {
  received(offset: number): void
  finished(offset: number): void
  /** The offset to commit: of the first record that is not finished; undefined where nothing has changed. */
  toCommit(): number | undefined
  committed(offset: number): void
}

/** Offsets may have gaps, and records may finish in any order. */
export function createOffsetTracker(): OffsetTracker {
  const open = new Set<number>() // in the order of arrival, so the first is the oldest
  let next = 0
  let last: number | undefined
  return {
    received(offset) {
      last ??= offset
      next = offset + 1
      open.add(offset)
    },
    finished: (offset) => {
      open.delete(offset)
    },
    toCommit() {
      const [first = next] = open
      return last !== undefined && first > last ? first : undefined
    },
    committed(offset) {
      last = offset
    },
  }
}
