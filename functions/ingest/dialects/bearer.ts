import { Secret } from '#lib/platform/secret.ts'
import type { Claim } from './dialect.ts'

/** The claim of an API's request: `Authorization: Bearer` (RFC 6750, 2.1) or `X-Station-Key`. Readings name stations. */
export function bearerClaim({ headers }: { headers: Readonly<Record<string, string>> }): Claim {
  const [, bearer] = /^bearer +([\w.~+/-]+=*) *$/i.exec(headers.authorization ?? '') ?? []
  const key = bearer ?? headers['x-station-key']
  return { identity: undefined, proof: key ? { kind: 'key', key: new Secret(key) } : undefined }
}
