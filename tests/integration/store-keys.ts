import type { Redis } from 'iovalkey'

/** Deletes all keys that begin with the prefix. */
export async function clearKeys(client: Redis, prefix: string): Promise<void> {
  const found = await client.keys(`${prefix}*`)
  if (found.length > 0) await client.del(...found)
}
