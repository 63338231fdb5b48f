import type { Context } from 'hono'

/** The first `limit` bytes of a body, and how many it has in all. What is beyond is read and forgotten. */
export async function readHead(c: Context, limit: number): Promise<{ body: Buffer; size: number }> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
    if (size < limit) chunks.push(chunk.subarray(0, limit - size))
    size += chunk.length
  }
  return { body: Buffer.concat(chunks), size }
}
