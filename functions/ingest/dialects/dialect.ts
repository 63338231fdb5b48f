import type { Observation } from '#lib/domain/observation.ts'
import type { RequestProblem } from '#lib/platform/problem.ts'
import type { Secret } from '#lib/platform/secret.ts'
import type { Proof } from '#lib/stations/proof.ts'
import type { Confirmed } from '../route.ts'

/** A request as a dialect reads it. */
export type Incoming = {
  method: string
  /** Path without the query. */
  path: string
  /** What follows the question mark, or the path where firmware forgets the mark; still encoded. */
  query: string
  body: string
  /** Media type in lower case, without parameters. */
  mediaType: string
  /** `Idempotency-Key`: what makes a request that is sent again the same request. */
  key: string | undefined
  header(name: string): string | undefined
  /** All headers by their names in lower case. */
  headers(): Readonly<Record<string, string>>
}

/**
 * Who a request says it is from, and how it proves that. Nothing of it can be printed. Dialects only find it; whether
 * it is true is for admission to judge.
 */
export type Claim = {
  /** What the sender calls itself: an ID, a PASSKEY, a siteid. Undefined where each reading names its station. */
  identity: Secret | undefined
  proof: Proof | undefined
}

/** What a request says: all of it, or nothing. */
export type Submission = { observations: Observation[]; claim: Claim }

/** An answer as it goes out. */
export type Answer = { status: number; body: string; headers: Readonly<Record<string, string>> }

/** Which door a dialect comes through: firmware often cannot speak HTTPS, everybody else can. */
export type Door = 'firmware' | 'api'

/** An OpenAPI operation. */
export type Operation = {
  summary: string
  description?: string
  parameters?: readonly object[]
  requestBody: object
  responses: object
}

/** One protocol that stations speak: how it is read, and which answers its senders expect. */
export type Dialect = {
  name: string
  door: Door
  methods: readonly ('GET' | 'POST')[]
  /** Paths, in Hono's notation. */
  paths: readonly string[]
  /** Largest body in bytes. */
  maxBody: number
  /** Whether a request is of this dialect, where several have a path in common; the first that says so takes it. */
  speaks?(request: Incoming): boolean
  /**
   * The observations in a request, all of them or none, and who claims to have made them.
   * @throws RequestProblem naming field and rule
   */
  read(request: Incoming): Submission
  /** The answer when all of them are durable. */
  accepted(confirmed: readonly Confirmed[], request: Incoming): Answer
  /** The answer to what is refused, in this sender's words. */
  refused(problem: RequestProblem): Answer
  /** The OpenAPI operation of each path that takes JSON by POST. */
  describe?(): Record<string, Operation>
}
