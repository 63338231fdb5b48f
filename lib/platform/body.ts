import type { Context } from 'hono'

/**
 * The text of a body of at most `limit` bytes; `tooLarge` makes the error otherwise. A body that tells its length is
 * refused before it is read, and Node holds it to its word; any other is cut off at the limit.
 */
export async function readText(c: Context, limit: number, tooLarge: () => Error): Promise<string> {
  const length = c.req.header('content-length')
  if (length !== undefined) {
    if (Number(length) > limit) throw tooLarge()
    return c.req.text() // does without a stream, which would cost more than all the rest of a request
  }
  const body = c.req.raw.body
  if (body === null) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}
