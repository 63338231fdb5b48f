import type { Secret } from '#lib/platform/secret.ts'
import { parseStations } from './parse.ts'
import { createRegistry, type Registry } from './registry.ts'
import type { Made } from './stations-file.ts'

/** The registry in the text of stations.json, or everything that is wrong with it. */
export function loadRegistry(text: string, servers: readonly Secret[]): Made<Registry> {
  const parsed = parseStations(text)
  if ('problems' in parsed) return parsed
  const made = createRegistry(parsed.stations, servers)
  return 'problems' in made ? made : { value: made.registry }
}
