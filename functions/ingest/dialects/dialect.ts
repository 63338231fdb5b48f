import type { Observation } from '#lib/domain/observation.ts'
import type { Confirmed } from '../route.ts'

/** A request as a dialect reads it. */
export type Incoming = {
  body: string
  /** Media type in lower case, without parameters. */
  mediaType: string
  /** `Idempotency-Key`: what makes a request that is sent again the same request. */
  key: string | undefined
}

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
