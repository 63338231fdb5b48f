import { toSlug } from '#lib/domain/slug.ts'
import { Secret } from '#lib/platform/secret.ts'
import { fingerprint, keyIdOf } from './keys.ts'
import { identityKey } from './parse.ts'
import { type KeyEntry, passkeyDialects, type Station } from './schema.ts'

/** What is kept of a key, and the server's secret that it was made with. */
export type StoredKey = KeyEntry & { server: Secret }

/** A station with its keys ready to be checked. */
export type KnownStation = Omit<Station, 'keys'> & {
  keys: readonly StoredKey[]
  /** True unless the file gives it neither keys, be it none of them, nor a PASSKEY: then it needs none in mode `open`. */
  isLocked: boolean
}

/** The stations that are known, to be looked up at every request. */
export type Registry = {
  /** The station that a dialect calls by this identity, or whose id it is. */
  find(dialect: string, identity: Secret): KnownStation | undefined
  /** The station of this id. */
  get(id: string): KnownStation | undefined
  /** A key by its name. */
  keyNamed(id: string): StoredKey | undefined
  /** Stands where there is no key, so that finding that out takes as long as with one. */
  nobody: StoredKey
}

/**
 * Indexes stations. `servers` are the secrets that keys may have been made with, the present one first.
 * @returns the registry, or what is wrong: keys that were made with none of these secrets
 */
export function createRegistry(
  stations: readonly Station[],
  servers: readonly Secret[],
): { registry: Registry } | { problems: string[] } {
  const byId = new Map<string, KnownStation>()
  const byIdentity = new Map<string, KnownStation>()
  const keys = new Map<string, StoredKey>()
  const problems: string[] = []

  for (const [index, station] of stations.entries()) {
    const stored = (station.keys ?? []).flatMap((entry, n) => {
      const server = servers.find((one) => keyIdOf(one, entry.salt) === entry.id)
      if (server === undefined) problems.push(`stations[${index}].keys[${n}]: ${foreign(servers)}`)
      return server === undefined ? [] : [{ ...entry, server }]
    })
    const dialects = Object.entries(station.identities ?? {})
    const hasPasskey = dialects.some(([dialect]) => passkeyDialects.includes(dialect))
    const known = { ...station, keys: stored, isLocked: station.keys !== undefined || hasPasskey }
    byId.set(station.id, known)
    for (const key of stored) keys.set(key.id, key)
    for (const [dialect, identities] of dialects) {
      if (servers.length === 0 && passkeyDialects.includes(dialect))
        problems.push(`stations[${index}].identities.${dialect}: ${foreign(servers)}`)
      for (const identity of identities) byIdentity.set(identityKey(dialect, identity), known)
    }
  }
  if (problems.length > 0) return { problems }

  function find(dialect: string, identity: Secret): KnownStation | undefined {
    if (!passkeyDialects.includes(dialect))
      return byIdentity.get(identityKey(dialect, identity.reveal())) ?? byId.get(toSlug(identity.reveal()))
    const found = servers.map((server) => byIdentity.get(identityKey(dialect, fingerprint(server, identity))))
    return found.find((station) => station !== undefined)
  }
  const [server = new Secret('0'.repeat(32))] = servers
  const nobody: StoredKey = { id: '', salt: '0'.repeat(32), created: '', server }
  return { registry: { find, get: (id) => byId.get(id), keyNamed: (id) => keys.get(id), nobody } }
}

/** Knows no station. */
export const emptyRegistry: Registry = {
  find: () => undefined,
  get: () => undefined,
  keyNamed: () => undefined,
  nobody: { id: '', salt: '0'.repeat(32), created: '', server: new Secret('0'.repeat(32)) },
}

function foreign(servers: readonly Secret[]): string {
  return servers.length === 0
    ? 'cannot be checked without STATION_KEYS_SECRET'
    : 'was made with another secret than STATION_KEYS_SECRET'
}
