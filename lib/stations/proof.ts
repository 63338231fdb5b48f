import { timingSafeEqual } from 'node:crypto'
import type { Secret } from '#lib/platform/secret.ts'
import { derivedKey, hashOf, KEY_ID_LENGTH, sameText, windguruHash } from './keys.ts'
import type { KnownStation, Registry, StoredKey } from './registry.ts'
import { MAX_KEYS } from './schema.ts'

/** What a request proves its sender with: a key, or Windguru's md5(salt + uid + password), 32 hex digits. */
export type Proof = { of: 'key'; key: Secret } | { of: 'windguru'; salt: string; uid: string; hash: Secret }

/** Whose key it is: the station's own, another station's, or no key at all. */
export type Verdict = 'own' | 'other' | 'none'

/**
 * Checks one proof against any station, known or not. Whatever the proof and the station are, the same hashes are
 * made and compared in constant time: one for the key that the proof names, and MAX_KEYS for each station.
 */
export function createCheck(
  proof: Proof,
  { keyNamed, nobody }: Registry,
): (station: KnownStation | undefined) => Verdict {
  const isKey = matches(proof, keyNamed(named(proof)), nobody)
  return (station) => {
    let isOwn = false
    for (let n = 0; n < MAX_KEYS; n += 1) isOwn = matches(proof, station?.keys[n], nobody) || isOwn
    if (isOwn) return 'own'
    return isKey ? 'other' : 'none'
  }
}

function named(proof: Proof): string {
  return proof.of === 'key' ? proof.key.reveal().slice(0, KEY_ID_LENGTH) : ''
}

function matches(proof: Proof, entry: StoredKey | undefined, nobody: StoredKey): boolean {
  const { server, salt, hash } = entry ?? nobody
  if (proof.of === 'windguru') {
    const expected = windguruHash(proof.salt, proof.uid, derivedKey(server, salt))
    return sameText(proof.hash.reveal().toLowerCase(), expected) && entry !== undefined && hash === undefined
  }
  const expected = Buffer.from(hash ?? '0'.repeat(64), 'hex')
  return timingSafeEqual(hashOf(server, salt, proof.key), expected) && hash !== undefined
}
