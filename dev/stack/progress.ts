/** Hears what is under way: which part, which step and, once it is done, how long it took. */
export type Progress = (part: string, step: string, seconds?: number) => void

/** Runs a step and tells about its beginning and its end. */
export async function timed<T>(
  progress: Progress,
  part: string,
  step: string,
  run: () => Promise<T>,
): Promise<T> {
  const start = performance.now()
  progress(part, step)
  const result = await run()
  progress(part, step, (performance.now() - start) / 1000)
  return result
}

/** Prints each step as a line, and again with its time when it is done. */
export const report: Progress = (part, step, seconds) => {
  console.log(`${part}: ${step}${seconds === undefined ? ' …' : `, ${seconds.toFixed(1)} s`}`)
}
