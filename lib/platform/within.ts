/**
 * The result of an attempt that may take so long; what becomes of it later is nobody's business any more.
 * @throws an error when it takes longer
 */
export async function within<T>(milliseconds: number, attempt: Promise<T>): Promise<T> {
  const { promise: tooLong, reject } = Promise.withResolvers<never>()
  const limit = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds)
  try {
    return await Promise.race([attempt, tooLong])
  } finally {
    clearTimeout(limit)
  }
}
