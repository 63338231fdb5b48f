import type { Redis } from 'iovalkey'

/** What Valkey says of a command: how often, and µs. */
export type CommandUse = { calls: number; us: number }

/** What functions of Valkey took, and the commands that they called; all since the last time it was reset. */
export type ValkeyUse = { functions: CommandUse; commands: Record<string, CommandUse> }

/** Asks Valkey what its commands have taken. Those that a function calls are in its time, and are counted by themselves too. */
export async function commandsOf(valkey: Redis): Promise<ValkeyUse> {
  return readCommands(await valkey.info('commandstats'))
}

/** Reads the section `commandstats` of INFO. */
export function readCommands(info: string): ValkeyUse {
  const all = [...info.matchAll(/^cmdstat_([^:]+):calls=(\d+),usec=(\d+),/gm)].map(
    ([, name = '', calls, us]) => [name, { calls: Number(calls), us: Number(us) }] as const,
  )
  const functions = all.find(([name]) => name === 'fcall')?.[1] ?? { calls: 0, us: 0 }
  return { functions, commands: Object.fromEntries(all.filter(([name]) => !outside.has(name))) }
}

/** What clients call themselves: the functions, and what asks about the server. */
const outside = new Set(
  'fcall fcall_ro function|load function|list function|stats info config|resetstat config|set config|get auth hello ping client|setinfo client|setname client|kill select acl|setuser'.split(
    ' ',
  ),
)
