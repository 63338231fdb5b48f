import { parseArgs } from 'node:util'
import type { Station } from '#lib/stations/schema.ts'

/** What `npm run stations -- …` understands. */
export const help = `npm run stations -- <command> [options]

  add STATION      a new station, with a key unless told otherwise
    --name TEXT  --municipality TEXT  --latitude N  --longitude N  --elevation N  --interval SECONDS
    --identity DIALECT=ID        the ID that a protocol knows it by; may be repeated
  rotate STATION   one more key: the present one stays valid beside it; of three the oldest goes
  revoke STATION KEY           ends a key by its name, as list shows it; or --all
  list             stations and the names of their keys

  --key KIND       of add and rotate: made (default); chosen: yours, from standard input; windguru: for Windguru's
                   hash; none
  --passkey WHAT   of add and rotate: the PASSKEY of ecowitt or ambient, from standard input, instead of a key
  --file FILE      default: STATIONS_FILE, or stations.json

STATION_KEYS_SECRET is the server's secret, of at least 32 characters. A key is shown once, and only its hash is kept.`

/** How a key comes to be. */
export type KeyOption = { of: 'made' | 'chosen' | 'windguru' | 'none' } | { of: 'passkey'; dialect: string }

/** What is to be done. */
export type Command =
  | { name: 'add'; station: Station; key: KeyOption }
  | { name: 'rotate'; id: string; key: KeyOption }
  | { name: 'revoke'; id: string; key: string | 'all' }
  | { name: 'list' }
  | { name: 'help' }

const options = {
  name: { type: 'string' },
  municipality: { type: 'string' },
  latitude: { type: 'string' },
  longitude: { type: 'string' },
  elevation: { type: 'string' },
  interval: { type: 'string' },
  identity: { type: 'string', multiple: true },
  key: { type: 'string' },
  passkey: { type: 'string' },
  all: { type: 'boolean' },
  file: { type: 'string' },
  help: { type: 'boolean' },
} as const

type Values = ReturnType<typeof parse>['values']

/** Reads the command line. @throws an error that says what is wrong with it */
export function readCommand(args: readonly string[]): { command: Command; file: string | undefined } {
  const { values, positionals } = parse(args)
  const [name = 'help', id, ...more] = positionals
  const { file } = values
  if (values.help || name === 'help') return { command: { name: 'help' }, file }
  if (name === 'list' && id === undefined) return { command: { name }, file }
  if (id === undefined) throw new Error('a command and a station are needed; --help shows them')
  if (name === 'add' && more.length === 0)
    return { command: { name, station: stationOf(id, values), key: keyOf(values) }, file }
  if (name === 'rotate' && more.length === 0) return { command: { name, id, key: keyOf(values) }, file }
  const key = values.all ? 'all' : more[0]
  if (name === 'revoke' && key !== undefined) return { command: { name, id, key }, file }
  throw new Error(
    name === 'revoke' ? 'which key? list shows their names; or --all' : 'no such command; see --help',
  )
}

function parse(args: readonly string[]) {
  return parseArgs({ args: withNegatives(args), options, allowPositionals: true })
}

/** Degrees west and south are negative numbers, which would be taken for options. */
function withNegatives(args: readonly string[]): string[] {
  const joined: string[] = []
  for (const arg of args) {
    const before = joined.at(-1)
    if (/^-\d/.test(arg) && before?.startsWith('--')) joined[joined.length - 1] = `${before}=${arg}`
    else joined.push(arg)
  }
  return joined
}

/** What is wrong with a value is for the rules of the file to say. */
function stationOf(id: string, values: Values): Station {
  const { latitude, longitude } = values
  const position = { latitude: Number(latitude), longitude: Number(longitude) }
  const station: Station = { id }
  if (values.name !== undefined) station.name = values.name
  if (values.municipality !== undefined) station.municipality = values.municipality
  if (latitude !== undefined || longitude !== undefined) station.position = position
  if (values.elevation !== undefined) station.elevation = Number(values.elevation)
  if (values.interval !== undefined) station.interval = Number(values.interval)
  for (const said of values.identity ?? []) {
    const [dialect = '', ...identity] = said.split('=')
    if (identity.length === 0) throw new Error('--identity takes DIALECT=ID')
    station.identities ??= {}
    station.identities[dialect] = [...(station.identities[dialect] ?? []), identity.join('=')]
  }
  return station
}

function keyOf({ key, passkey }: Values): KeyOption {
  if (passkey !== undefined && key !== undefined) throw new Error('--passkey or --key, not both')
  if (passkey !== undefined) {
    if (passkey !== 'ecowitt' && passkey !== 'ambient') throw new Error('--passkey takes ecowitt or ambient')
    return { of: 'passkey', dialect: passkey }
  }
  const of = key ?? 'made'
  if (of !== 'made' && of !== 'chosen' && of !== 'windguru' && of !== 'none')
    throw new Error('--key takes made, chosen, windguru or none')
  return { of }
}
