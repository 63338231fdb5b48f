import type { Redis } from 'iovalkey'
import type { Reply, RunCommand } from './reply.ts'

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
