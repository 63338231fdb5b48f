import { setTimeout as sleep } from 'node:timers/promises'

/** What became of a promise: `confirmed`, or the error that it rejected with. */
export function outcomeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'confirmed',
    (error: unknown) => error,
  )
}

/** True when a promise is still open after everything that needs no time has happened. */
export async function isOpen(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol('open')
  const turn = new Promise((resolve) => setImmediate(resolve, open))
  return (await Promise.race([promise.catch(() => {}), turn])) === open
}

/** Tries until it gives something other than undefined or false. */
export async function until<T>(limitMs: number, attempt: () => Promise<T | undefined | false>): Promise<T> {
  const end = performance.now() + limitMs
  for (;;) {
    const found = await attempt()
    if (found !== undefined && found !== false) return found
    if (performance.now() > end) throw new Error(`did not happen within ${limitMs} ms`)
    await sleep(20)
  }
}
