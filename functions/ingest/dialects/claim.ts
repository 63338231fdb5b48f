import type { Secret } from '#lib/platform/secret.ts'
import type { Proof } from '#lib/stations/proof.ts'

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
