/** A fixed number of workers over what waits. */
export type Workers<T> = {
  push(item: T): void
  /** Forgets what waits. What is under way goes on. */
  clear(): void
}

/** In order of arrival, `count` at a time. `work` must not reject. */
export function createWorkers<T>(count: number, work: (item: T) => Promise<void>): Workers<T> {
  const waiting: T[] = []
  let busy = 0
  const next = () => {
    while (busy < count) {
      const item = waiting.shift()
      if (item === undefined) return
      busy++
      void work(item).then(() => {
        busy--
        next()
      })
    }
  }
  return {
    push(item) {
      waiting.push(item)
      next()
    },
    clear: () => waiting.splice(0),
  }
}
