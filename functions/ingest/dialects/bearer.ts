import { Secret } from '#lib/platform/secret.ts'
import type { Claim, Incoming } from './dialect.ts'

/** The claim of an API's request: `Authorization: Bearer` (RFC 6750, 2.1) or `X-Station-Key`. Readings name stations. */
export function bearerClaim({ header }: Pick<Incoming, 'header'>): Claim {
  const [, bearer] = /^bearer +([\w.~+/-]+=*) *$/i.exec(header('authorization') ?? '') ?? []
  const key = bearer ?? header('x-station-key')
  return { identity: undefined, proof: key ? { kind: 'key', key: new Secret(key) } : undefined }
}
