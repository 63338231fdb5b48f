import { createHash, randomFillSync } from 'node:crypto'

/** What makes a derived id: who says it, and what identifies the observation among all that this sender says. */
export type Identity = { station: string; identifies: string }

/**
 * A fresh id: UUID version 7 (RFC 9562, 5.7) of the given time.
 * @param time milliseconds since 1970
 */
export function freshId(time: number): string {
  return uuid(time, 7, randomFillSync(Buffer.allocUnsafe(10)))
}

/**
 * The id of an identified observation: the same input gives the same id. UUID version 8 (RFC 9562, 5.8): the first
 * 48 bits are `time`, the others a SHA-256 of the identity.
 * @param time the observation's own time in milliseconds since 1970, or 0 where the sender told none
 */
export function derivedId(time: number, { station, identifies }: Identity): string {
  return uuid(time, 8, createHash('sha256').update(`${station}\n${identifies}`).digest().subarray(0, 10))
}

/** The milliseconds in the first 48 bits of an id of ours; undefined for any other kind of UUID. */
export function timeOfId(id: string): number | undefined {
  const version = id[14]
  return version === '7' || version === '8'
    ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
    : undefined
}

function uuid(time: number, version: 7 | 8, tail: Buffer): string {
  const hex = tail.toString('hex')
  const variant = ((Number.parseInt(hex.slice(3, 4), 16) & 0x3) | 0x8).toString(16)
  const head = time.toString(16).padStart(12, '0')
  return `${head.slice(0, 8)}-${head.slice(8)}-${version}${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`
}
