/**
 * `setTimeout` of node:timers/promises made of the global one, which fake time covers. For
 * `vi.mock('node:timers/promises', () => import('#lib/testing/timers-promises.ts'))`.
 */
export function setTimeout<T>(
  delay: number,
  value?: T,
  { signal, ref = true }: { signal?: AbortSignal; ref?: boolean } = {},
): Promise<T | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<T | undefined>()
  if (signal?.aborted) return Promise.reject(signal.reason)
  const timer = globalThis.setTimeout(resolve, delay, value)
  if (!ref) timer.unref()
  const abort = () => {
    clearTimeout(timer)
    reject(signal?.reason)
  }
  signal?.addEventListener('abort', abort, { once: true })
  return promise.finally(() => signal?.removeEventListener('abort', abort))
}
