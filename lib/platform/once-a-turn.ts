/** Runs something later. */
export type Later = (run: () => void) => void

/**
 * Asked any number of times, it runs once, when all that has come with this turn of the event loop has been looked at:
 * one turn brings many requests, and what waits for them all costs nothing when there is one.
 */
export function onceATurn(run: () => void, later: Later = setImmediate): () => void {
  let isDue = false
  return () => {
    if (isDue) return
    isDue = true
    later(() => {
      isDue = false
      run()
    })
  }
}
