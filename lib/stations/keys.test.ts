import { expect, test } from 'vitest'
import { Secret } from '#lib/platform/secret.ts'
import { aKey, aRegistry, SERVER } from '#lib/testing/stations.ts'
import { derivedKey } from './keys.ts'
import { createRegistry } from './registry.ts'
import { keyEntrySchema } from './schema.ts'

const another = new Secret('another-secret-of-the-server-for-tests')

test('a key is 26 letters and digits that begin with its name, and no two are the same', () => {
  const keys = Array.from({ length: 200 }, () => aKey())
  for (const { key, entry } of keys) {
    expect(key.reveal()).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/)
    expect(key.reveal().slice(0, 6)).toBe(entry.id)
    expect(keyEntrySchema.parse(entry)).toEqual(entry)
  }
  expect(new Set(keys.map(({ key }) => key.reveal())).size).toBe(200)
})

test('P8: what is kept holds nothing of the key but its name', () => {
  const chosen = 'sturdy-heron-42'
  const entries = [aKey({ of: 'chosen', key: new Secret(chosen) }).entry]
  for (const { key, entry } of [aKey(), aKey({ of: 'derived' })]) {
    expect(JSON.stringify(entry)).not.toContain(key.reveal().slice(6))
    entries.push(entry)
  }
  expect(JSON.stringify(entries)).not.toContain(chosen)
})

test('equal keys have different hashes', () => {
  const kind = { of: 'chosen', key: new Secret('246810') } as const
  expect(aKey(kind).entry.hash).not.toBe(aKey(kind).entry.hash)
})

test('a derived key is that of its salt and of the secret', () => {
  const { key, entry } = aKey({ of: 'derived' })
  expect(derivedKey(SERVER, entry.salt).reveal()).toBe(key.reveal())
  expect(derivedKey(another, entry.salt).reveal()).not.toBe(key.reveal())
})

test('keys that were made with another secret are found at once', () => {
  const stations = [{ id: 'a', keys: [aKey().entry, aKey(undefined, another).entry] }]
  const problem = 'stations[0].keys[1]: was made with another secret than STATION_KEYS_SECRET'
  expect(createRegistry(stations, [SERVER])).toEqual({ problems: [problem] })
})

test('without a secret, keys and PASSKEYs are found at once', () => {
  const identities = { ecowitt: [`hmac:${'0'.repeat(32)}`] }
  expect(createRegistry([{ id: 'a', keys: [aKey().entry], identities }], [])).toEqual({
    problems: [
      'stations[0].keys[0]: cannot be checked without STATION_KEYS_SECRET',
      'stations[0].identities.ecowitt: cannot be checked without STATION_KEYS_SECRET',
    ],
  })
})

test('while the secret changes, keys of both are good', () => {
  const keys = [aKey().entry, aKey(undefined, another).entry]
  expect(aRegistry([{ id: 'a', keys }], [another, SERVER]).get('a')?.keys).toHaveLength(2)
})

test('a station is locked by keys, by an empty list of them, and by a PASSKEY', () => {
  const registry = aRegistry([
    { id: 'open' },
    { id: 'keyed', keys: [aKey().entry] },
    { id: 'revoked', keys: [] },
    { id: 'passkey', identities: { ambient: [`hmac:${'0'.repeat(32)}`] } },
    { id: 'named', identities: { wow: ['1'] } },
  ])
  const locked = ['open', 'keyed', 'revoked', 'passkey', 'named'].filter((id) => registry.get(id)?.isLocked)
  expect(locked).toEqual(['keyed', 'revoked', 'passkey'])
})
