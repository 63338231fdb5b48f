import { timingSafeEqual } from 'node:crypto'
import { Secret, sameText } from '#lib/platform/secret.ts'
import { derivedKey, hashOf, KEY_ID_LENGTH, windguruHash } from './keys.ts'
import type { KnownStation, Registry, StoredKey } from './registry.ts'
import { MAX_KEYS } from './schema.ts'

/** What a request proves its sender with: the key, or Windguru's MD5 of salt, identity and key, in hexadecimal digits. */
export type Proof = { kind: 'key'; key: Secret } | { kind: 'salted-md5'; salt: string; hash: Secret }

/** Whose key it is: the station's own, another station's, or no key at all. */
export type Verdict = 'own' | 'other' | 'none'

/**
 * Checks one proof against any station, known or not. Whatever the proof and the station are, the same hashes are
 * made and compared in constant time: one for the key that the proof names, and MAX_KEYS for each station.
 * @param identity as the request has it: it is part of Windguru's hash
 */
export function createCheck(
  proof: Proof,
  { keyNamed, nobody }: Registry,
  identity = new Secret(''),
): (station: KnownStation | undefined) => Verdict {
  const isKey = matches(proof, identity, keyNamed(named(proof)), nobody)
  return (station) => {
    let isOwn = false
    for (let n = 0; n < MAX_KEYS; n += 1) isOwn = matches(proof, identity, station?.keys[n], nobody) || isOwn
    if (isOwn) return 'own'
    return isKey ? 'other' : 'none'
  }
}

function named(proof: Proof): string {
  return proof.kind === 'key' ? proof.key.reveal().slice(0, KEY_ID_LENGTH) : ''
}

function matches(proof: Proof, identity: Secret, entry: StoredKey | undefined, nobody: StoredKey): boolean {
  const { server, salt, hash } = entry ?? nobody
  if (proof.kind === 'salted-md5') {
    const expected = windguruHash(proof.salt, identity, derivedKey(server, salt))
    return sameText(proof.hash.reveal().toLowerCase(), expected) && entry !== undefined && hash === undefined
  }
  const expected = Buffer.from(hash ?? '0'.repeat(64), 'hex')
  return timingSafeEqual(hashOf(server, salt, proof.key), expected) && hash !== undefined
}
