import { createHash, randomUUID } from 'node:crypto'

/** What makes a derived id: who says it, and what identifies the observation among all that this sender says. */
export type Identity = { station: string; identifies: string }

/**
 * A fresh id: UUID version 7 (RFC 9562, 5.7) of the given time.
 * @param time milliseconds since 1970
 */
export function freshId(time: number): string {
  return `${timestamp(time)}-7${randomUUID().slice(15)}` // its random bits come from a pool, which is fast
}

/**
 * The id of an identified observation: the same input gives the same id. UUID version 8 (RFC 9562, 5.8): the first
 * 48 bits are `time`, the others a SHA-256 of time and identity: the last 64 bits alone tell two observations apart.
 * @param time the observation's own time in milliseconds since 1970, or 0 where the sender told none
 */
export function derivedId(time: number, { station, identifies }: Identity): string {
  const hash = createHash('sha256').update(`${time}\n${station}\n${identifies}`).digest('hex')
  const variant = ((Number.parseInt(hash.slice(3, 4), 16) & 0x3) | 0x8).toString(16)
  return `${timestamp(time)}-8${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`
}

/** The milliseconds in the first 48 bits of an id of ours; undefined for any other kind of UUID. */
export function timeOfId(id: string): number | undefined {
  const version = id[14]
  return version === '7' || version === '8'
    ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
    : undefined
}

function timestamp(time: number): string {
  const hex = time.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}
