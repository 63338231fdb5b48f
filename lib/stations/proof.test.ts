import * as crypto from 'node:crypto'
import { createHash } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { Secret } from '#lib/platform/secret.ts'
import { aKey, aRegistry, SERVER } from '#lib/testing/stations.ts'
import { fingerprint } from './keys.ts'
import { createCheck, type Proof } from './proof.ts'

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>()
  return { ...real, createHmac: vi.fn(real.createHmac), timingSafeEqual: vi.fn(real.timingSafeEqual) }
})

const PASSKEY = '0123456789ABCDEF0123456789ABCDEF'
const tikal = aKey()
const next = aKey()
const revoked = aKey()
const other = aKey()
const pin = aKey({ of: 'chosen', key: new Secret('246810') })
const guru = aKey({ of: 'derived' })
const registry = aRegistry([
  { id: 'tikal', keys: [tikal.entry, next.entry] },
  { id: 'xela', keys: [other.entry, pin.entry], identities: { wow: ['917'] } },
  { id: 'izabal', keys: [guru.entry], identities: { windguru: ['IZABAL'] } },
  { id: 'closed', keys: [] },
  { id: 'peten', identities: { ecowitt: [fingerprint(SERVER, new Secret(PASSKEY))] } },
])

const keyed = (key: Secret): Proof => ({ kind: 'key', key })
const verdict = (station: string, proof: Proof) =>
  createCheck(proof, registry, new Secret('IZABAL'))(registry.get(station))
const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const windguru = (key: Secret, changes: object = {}): Proof => ({
  kind: 'salted-md5',
  salt: '20261124',
  hash: new Secret(md5(`20261124IZABAL${key.reveal()}`)),
  ...changes,
})

test.each<[string, string, Proof, string]>([
  ['its key', 'tikal', keyed(tikal.key), 'own'],
  ['its other key, while it rotates', 'tikal', keyed(next.key), 'own'],
  ['a revoked key', 'tikal', keyed(revoked.key), 'none'],
  ["another station's key", 'tikal', keyed(other.key), 'other'],
  ['a key of some station, for one that is unknown', 'nowhere', keyed(other.key), 'other'],
  ['no key at all', 'tikal', keyed(new Secret('')), 'none'],
  ['a key in another case', 'tikal', keyed(new Secret(tikal.key.reveal().toUpperCase())), 'none'],
  ['the name of its key alone', 'tikal', keyed(new Secret(tikal.entry.id)), 'none'],
  ['the name of its key and something else', 'tikal', keyed(new Secret(`${tikal.entry.id}0000`)), 'none'],
  ['the hash of its key', 'tikal', keyed(new Secret(tikal.entry.hash ?? '')), 'none'],
  ['a key that the owner chose', 'xela', keyed(new Secret('246810')), 'own'],
  ["another station's chosen key, which has no name", 'tikal', keyed(new Secret('246810')), 'none'],
  ['any key for a station that is closed', 'closed', keyed(new Secret('')), 'none'],
  ['nothing for a station that is unknown', 'nowhere', keyed(new Secret('')), 'none'],
  ["Windguru's hash of its key", 'izabal', windguru(guru.key), 'own'],
  [
    "Windguru's hash in upper case",
    'izabal',
    windguru(guru.key, { hash: new Secret(md5(`20261124IZABAL${guru.key.reveal()}`).toUpperCase()) }),
    'own',
  ],
  ["Windguru's hash with another salt", 'izabal', windguru(guru.key, { salt: '20261125' }), 'none'],
  ["Windguru's hash of another key", 'izabal', windguru(other.key), 'none'],
  ["Windguru's hash of a key that is not for it", 'tikal', windguru(tikal.key), 'none'],
  ['the derived key itself: it is for Windguru only', 'izabal', keyed(guru.key), 'none'],
])('%s: %s', (_, station, proof, expected) => {
  expect(verdict(station, proof)).toBe(expected)
})

describe('by construction the time tells nothing', () => {
  const stations = ['tikal', 'xela', 'izabal', 'closed', 'nowhere']
  const keys = [tikal.key, next.key, revoked.key, other.key, new Secret('246810'), new Secret('x')]

  test('every key makes the same hashes and comparisons for every station, known or not', () => {
    const work = stations.flatMap((station) => keys.map((key) => workOf(station, keyed(key))))
    expect(work).toEqual(work.map(() => ({ macs: 3, comparisons: 3 })))
  })

  test("so does Windguru's hash", () => {
    const proofs = [windguru(guru.key), windguru(other.key), windguru(guru.key, { hash: new Secret('') })]
    const work = stations.flatMap((station) => proofs.map((proof) => workOf(station, proof)))
    expect(new Set(work.map((each) => JSON.stringify(each))).size).toBe(1)
  })

  function workOf(station: string, proof: Proof) {
    vi.mocked(crypto.createHmac).mockClear()
    vi.mocked(crypto.timingSafeEqual).mockClear()
    verdict(station, proof)
    return {
      macs: vi.mocked(crypto.createHmac).mock.calls.length,
      comparisons: vi.mocked(crypto.timingSafeEqual).mock.calls.length,
    }
  }
})

test('a PASSKEY finds its station in any case and with colons, and nothing else does', () => {
  const find = (identity: Secret) => registry.find('ecowitt', identity)?.id
  expect(find(new Secret(PASSKEY))).toBe('peten')
  expect(find(new Secret(PASSKEY.toLowerCase()))).toBe('peten')
  expect(find(new Secret(PASSKEY.replaceAll(/(..)(?=.)/g, '$1:')))).toBe('peten')
  expect(find(new Secret(`${PASSKEY}0`))).toBeUndefined()
  expect(find(new Secret('peten'))).toBeUndefined()
  expect(find(new Secret(fingerprint(SERVER, new Secret(PASSKEY))))).toBeUndefined()
})

test('an ID finds its station in any case, and so does the id of the station', () => {
  const find = (dialect: string, identity: string) => registry.find(dialect, new Secret(identity))?.id
  expect(find('wow', '917')).toBe('xela')
  expect(find('windguru', 'izabal')).toBe('izabal')
  expect(find('weather-underground', '917')).toBeUndefined()
  expect(find('weather-underground', 'XELA')).toBe('xela')
})
