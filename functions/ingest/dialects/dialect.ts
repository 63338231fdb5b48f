import type { Observation } from '#lib/domain/observation.ts'
import type { Secret } from '#lib/platform/secret.ts'
import type { Proof } from '#lib/stations/proof.ts'
import type { Confirmed } from '../route.ts'

/** A request as a dialect reads it. */
export type Incoming = {
  body: string
  /** Media type in lower case, without parameters. */
  mediaType: string
  /** `Idempotency-Key`: what makes a request that is sent again the same request. */
  key: string | undefined
}

/**
 * Who a request says it is from, and how it proves that. Nothing of it can be printed. Whether it is true is for
 * admission to judge.
 */
export type Claim = {
  /** What the sender calls itself: an ID, a PASSKEY, a siteid. Undefined where each reading names its station. */
  identity: Secret | undefined
  proof: Proof | undefined
}

/** What a request says: all of it, or nothing. */
export type Submission = { observations: Observation[]; claim: Claim }

/** One protocol that stations speak: how it is read, and which answers its senders expect. */
export type Dialect = {
  name: string
  /** Paths that are POSTed to. */
  paths: readonly string[]
  /** Largest body in bytes. */
  maxBody: number
  /**
   * The observations in a request, all of them or none.
   * @throws RequestProblem naming field and rule
   */
  read(request: Incoming): Observation[]
  /** The answer when all of them are durable. */
  accepted(confirmed: readonly Confirmed[]): { status: 200 | 202; body: object }
  /** Members that this sender's problem documents have besides ours. */
  refused(detail: string): Record<string, unknown>
  /** The OpenAPI operation of each path. */
  describe(): object
}
