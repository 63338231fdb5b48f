/** Makes calls for some seconds, so many at a time, each as soon as one has ended. @returns how many, in which time */
export async function inFlight(
  calls: number,
  seconds: number,
  call: () => Promise<unknown>,
): Promise<{ done: number; seconds: number }> {
  const began = performance.now()
  const passed = () => (performance.now() - began) / 1_000
  let done = 0
  await Promise.all(
    Array.from({ length: calls }, async () => {
      while (passed() < seconds) {
        await call()
        done += 1
      }
    }),
  )
  return { done, seconds: passed() }
}
