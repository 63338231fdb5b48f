import { messageOf, TransientError } from '#lib/platform/errors.ts'

/**
 * What the first way brings, or the second, which is taken when the first fails or has not answered after `patienceMs`.
 * @throws TransientError when both fail, with what each of them said
 */
export async function inReserve<T>(
  first: Promise<T>,
  second: () => Promise<T>,
  patienceMs: number,
): Promise<T> {
  const { promise: late, resolve } = Promise.withResolvers<'late'>()
  const patience = setTimeout(() => resolve('late'), patienceMs)
  const failed = first.then(
    () => 'done' as const,
    () => 'failed' as const,
  )
  const state = await Promise.race([failed, late])
  clearTimeout(patience)
  if (state === 'done') return first
  try {
    return await Promise.any([first, second()])
  } catch (error) {
    const errors = error instanceof AggregateError ? error.errors : [error]
    throw new TransientError(errors.map(messageOf).join('; '), { cause: error })
  }
}
