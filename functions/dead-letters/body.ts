import type { Context } from 'hono'
import { TransientError } from '#lib/platform/errors.ts'

/**
 * The first `limit` bytes of a body, and how many it has in all. What is beyond is read and forgotten.
 * @throws TransientError when the sender cuts it: a source that is told to end does so, and hands it over again
 */
export async function readHead(c: Context, limit: number): Promise<{ body: Buffer; size: number }> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
      if (size < limit) chunks.push(chunk.subarray(0, limit - size))
      size += chunk.length
    }
  } catch (cause) {
    throw new TransientError('the body broke off', { cause })
  }
  return { body: Buffer.concat(chunks), size }
}
