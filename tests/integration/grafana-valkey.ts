import { Redis } from 'iovalkey'
import { inject } from 'vitest'
import type { Reply, RunCommand } from '../../grafana/testing/reply.ts'

/** Dashboards name their keys outright, so each file of tests has a database of its own. */
export const databases = {
  once: 7,
  twice: 8,
  golden: 9,
  weather: 10,
  empty: 11,
  alerts: 12,
  reader: 13,
  system: 14,
} as const

/** A client of one of them, which is emptied first. */
export async function openDatabase(name: keyof typeof databases): Promise<Redis> {
  const client = new Redis(`redis://${inject('valkeyAddr')}/${databases[name]}`)
  await client.flushdb()
  return client
}

/** Runs commands as the plugin does: by name, with raw answers. */
export function rawRunner(client: Redis): RunCommand {
  return async (command, ...args) => {
    const reply = await client.call(command, ...args)
    // The client turns the pairs of HGETALL into an object.
    if (typeof reply === 'object' && reply !== null && !Array.isArray(reply))
      return Object.entries(reply).flat()
    return reply as Reply
  }
}
