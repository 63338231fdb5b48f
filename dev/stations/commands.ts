import type { Secret } from '#lib/platform/secret.ts'
import { createKey, fingerprint, type KeyKind, MIN_CHOSEN } from '#lib/stations/keys.ts'
import { type KeyEntry, MAX_KEYS, type Station } from '#lib/stations/schema.ts'
import type { Command, KeyOption } from './options.ts'

/** What commands need beside the stations. `typed` is what comes from standard input, asked for only where needed. */
export type Means = { server: () => Secret; typed: () => Secret; now: Date }

/** The stations after a command, what to tell, and the key to show once. */
export type Outcome = { stations: readonly Station[]; told: string; key?: Secret }

/** Does it. @throws an error that says why it cannot be done, without any secret */
export function execute(
  command: Exclude<Command, { name: 'list' | 'help' }>,
  stations: readonly Station[],
  means: Means,
): Outcome {
  if (command.name === 'add') {
    const { station } = command
    if (stations.some(({ id }) => id === station.id)) throw new Error(`${station.id} is there already`)
    const { station: keyed, key, told } = withKey(station, command.key, stations, means)
    return { stations: [...stations, keyed], told, ...key }
  }
  const station = stations.find(({ id }) => id === command.id)
  if (station === undefined) throw new Error(`there is no station ${command.id}`)
  const replace = (changed: Station) => stations.map((one) => (one === station ? changed : one))
  if (command.name === 'rotate') {
    const { station: keyed, key, told } = withKey(station, command.key, stations, means)
    return { stations: replace(keyed), told, ...key }
  }
  const { keys = [] } = station
  const left = command.key === 'all' ? [] : keys.filter(({ id }) => id !== command.key)
  if (command.key !== 'all' && left.length === keys.length) throw new Error(`${station.id} has no such key`)
  const closed = left.length === 0 ? '; it has no key left, so nothing is taken from it' : ''
  return { stations: replace({ ...station, keys: left }), told: `revoked for ${station.id}${closed}` }
}

type Keyed = { station: Station; key?: { key: Secret }; told: string }

function withKey(station: Station, option: KeyOption, stations: readonly Station[], means: Means): Keyed {
  const { id } = station
  if (option.of === 'none')
    return { station, told: `${id} has no key: anybody may send for it in the mode open` }
  if (option.of === 'passkey') {
    const passkey = means.typed()
    const known = station.identities?.[option.dialect] ?? []
    const identities = {
      ...station.identities,
      [option.dialect]: [...known, fingerprint(means.server(), passkey)],
    }
    return { station: { ...station, identities }, told: `${id} is known by its PASSKEY` }
  }
  const { key, entry } = newKey(means.server(), means.now, kindOf(option.of, means), stations)
  const before = [...(station.keys ?? [])].sort((a, b) => a.created.localeCompare(b.created))
  const kept = before.slice(-(MAX_KEYS - 1))
  const beside =
    kept.length === 0 ? '' : `; ${kept.map((one) => one.id).join(', ')} stays valid until it is revoked`
  const made = {
    station: { ...station, keys: [...kept, entry] },
    told: `${id} has the key ${entry.id}${beside}`,
  }
  return option.of === 'chosen' ? made : { ...made, key: { key } }
}

function kindOf(of: 'made' | 'chosen' | 'windguru', { typed }: Means): KeyKind {
  if (of === 'made') return { of }
  if (of === 'windguru') return { of: 'derived' }
  const key = typed()
  const { length } = key.reveal()
  if (length < MIN_CHOSEN || length > 128) throw new Error(`a key has ${MIN_CHOSEN} to 128 characters`)
  return { of, key }
}

/** Names are short, so that two may be the same once in a million times. */
function newKey(server: Secret, now: Date, kind: KeyKind, stations: readonly Station[]) {
  const taken = new Set(stations.flatMap(({ keys = [] }) => keys.map(({ id }: KeyEntry) => id)))
  for (;;) {
    const made = createKey(server, now, kind)
    if (!taken.has(made.entry.id)) return made
  }
}
