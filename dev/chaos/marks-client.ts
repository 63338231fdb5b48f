import { Redis } from 'iovalkey'
import { hostAndPort } from '#lib/platform/address.ts'
import type { Marks } from './picture.ts'

/** The marks in the Valkey at this address. It only reads: SCAN and SMEMBERS. */
export function valkeyMarks(
  address: string,
  prefix: string,
  login: { username?: string; password?: string } = {},
): Marks {
  const client = new Redis({ ...hostAndPort(address), ...login, lazyConnect: true })
  client.on('error', () => {}) // what is asked meanwhile rejects
  return {
    async read() {
      const found = new Set<string>()
      for await (const keys of client.scanStream({ match: `${prefix}:marks:*`, count: 1_000 })) {
        const sets = client.pipeline()
        for (const key of keys as string[]) sets.smembers(key)
        for (const [error, members] of (await sets.exec()) ?? []) {
          if (error) throw error
          for (const mark of members as string[]) found.add(mark)
        }
      }
      return found
    },
    async [Symbol.asyncDispose]() {
      client.disconnect()
    },
  }
}
