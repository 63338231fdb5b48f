import { Secret } from '#lib/platform/secret.ts'
import { createKey, type KeyKind } from '#lib/stations/keys.ts'
import { createRegistry, type Registry } from '#lib/stations/registry.ts'
import type { KeyEntry, Station } from '#lib/stations/schema.ts'
import { NOON } from './readings.ts'

/** The server's secret in tests. */
export const SERVER = new Secret('a-secret-of-the-server-for-tests-only')

/** A key for tests, and what the registry keeps of it. */
export function aKey(kind?: KeyKind, server = SERVER): { key: Secret; entry: KeyEntry } {
  return createKey(server, new Date(NOON), kind)
}

/** A registry of these stations. @throws when a key is not of these secrets */
export function aRegistry(stations: readonly Station[], servers: readonly Secret[] = [SERVER]): Registry {
  const made = createRegistry(stations, servers)
  if ('problems' in made) throw new Error(made.problems.join('; '))
  return made.registry
}
