import type { Context } from 'hono'
import { TransientError } from './errors.ts'

/**
 * The text of a body of at most `limit` bytes; `tooLarge` makes the error otherwise. A body that tells its length is
 * refused before it is read, and Node holds it to its word; any other is cut off at the limit.
 * @throws TransientError when it breaks off: a source that is told to end cuts what is under way, and sends it again
 */
export async function readText(c: Context, limit: number, tooLarge: () => Error): Promise<string> {
  const length = c.req.header('content-length')
  if (length !== undefined) {
    if (Number(length) > limit) throw tooLarge()
    // Does without a stream, which would cost more than all the rest of a request.
    return await c.req.text().catch((cause: unknown) => {
      throw brokenOff(cause)
    })
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunksOf(c)) {
    size += chunk.length
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}

/**
 * The first `limit` bytes of a body, and how many it has in all. What is beyond is read and forgotten.
 * @throws TransientError when it breaks off
 */
export async function readHead(c: Context, limit: number): Promise<{ body: Buffer; size: number }> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunksOf(c)) {
    if (size < limit) chunks.push(chunk.subarray(0, limit - size))
    size += chunk.length
  }
  return { body: Buffer.concat(chunks), size }
}

/** Who stops reading cancels the rest. */
async function* chunksOf(c: Context): AsyncGenerator<Uint8Array> {
  try {
    yield* (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>
  } catch (cause) {
    throw brokenOff(cause)
  }
}

function brokenOff(cause: unknown): TransientError {
  return new TransientError('the body broke off', { cause })
}
