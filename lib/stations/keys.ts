import { createHash, createHmac, randomBytes } from 'node:crypto'
import { Secret } from '#lib/platform/secret.ts'
import type { KeyEntry } from './schema.ts'

/** Crockford's base 32: 32 characters that nobody takes for another, and that no URL or form has to escape. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** How many characters at the beginning of a key are its name, which is no secret. */
export const KEY_ID_LENGTH = 6

/** 100 bits. */
const SECRET_LENGTH = 20

/** Shortest key that an owner may choose: the PIN of Met Office WOW has six digits. */
export const MIN_CHOSEN = 6

/** How a key came to be: made here, chosen by the owner, or derived so that Windguru's hash can be checked. */
export type KeyKind = { of: 'made' } | { of: 'chosen'; key: Secret } | { of: 'derived' }

/** A new key, to be shown once, and what is kept of it. */
export function createKey(
  server: Secret,
  now: Date,
  kind: KeyKind = { of: 'made' },
): { key: Secret; entry: KeyEntry } {
  const salt = randomBytes(16).toString('hex')
  const id = keyIdOf(server, salt)
  const entry = { id, salt, created: now.toISOString() }
  if (kind.of === 'derived') return { key: derivedKey(server, salt), entry }
  const key = kind.of === 'chosen' ? kind.key : new Secret(id + text(randomBytes(SECRET_LENGTH)))
  return { key, entry: { ...entry, hash: hashOf(server, salt, key).toString('hex') } }
}

/** The name of the key with this salt. It depends on the server's secret, so that a wrong one is found at once. */
export function keyIdOf(server: Secret, salt: string): string {
  return text(mac(server, 'id', salt).subarray(0, KEY_ID_LENGTH))
}

/** The salted hash of a key. */
export function hashOf(server: Secret, salt: string, key: Secret): Buffer {
  return mac(server, 'key', `${salt}\n${key.reveal()}`)
}

/** The key that secret and salt make: for protocols that send a hash of it, which only the plain key can check. */
export function derivedKey(server: Secret, salt: string): Secret {
  return new Secret(keyIdOf(server, salt) + text(mac(server, 'derived', salt).subarray(0, SECRET_LENGTH)))
}

/**
 * What the registry keeps of an identity that is a secret itself, in whatever case and with whatever signs between.
 * Without the server's secret it tells nothing: a plain hash would, since a PASSKEY is made of a MAC address.
 */
export function fingerprint(server: Secret, identity: Secret): string {
  const plain = identity
    .reveal()
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
  return `hmac:${mac(server, 'identity', plain).toString('hex', 0, 16)}`
}

/** Windguru's proof: md5(salt + uid + password), in lower case hex. */
export function windguruHash(salt: string, uid: Secret, key: Secret): string {
  return createHash('md5').update(`${salt}${uid.reveal()}${key.reveal()}`).digest('hex')
}

function mac(server: Secret, purpose: string, value: string): Buffer {
  return createHmac('sha256', server.reveal()).update(`${purpose}\n${value}`).digest()
}

function text(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('')
}
