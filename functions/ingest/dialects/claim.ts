import type { Secret } from '#lib/platform/secret.ts'

/** What a request proves its sender with: a key, or Windguru's md5(salt + uid + password), 32 hex digits. */
export type Proof = { of: 'key'; key: Secret } | { of: 'windguru'; salt: string; uid: string; hash: Secret }

/** Who sends, in the protocol's own fields. Nothing of it has been checked. */
export type Claim = {
  /**
   * ID, siteid, uid or the like. A Secret where the identity is all the proof that there is (PASSKEY). Left out where
   * each observation names its station.
   */
  identity?: string | Secret | undefined
  /** From the protocol's own field; left out where the headers of the API have it. */
  proof?: Proof | undefined
}
