import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import * as z from 'zod'
import { PermanentError } from './errors.ts'
import { PROBLEMS_PATH, type ProblemKindName, problemKinds } from './problem-kinds.ts'
import { echoRequestId } from './request-id.ts'
import { currentIds } from './telemetry-spans.ts'

/** A field that breaks a rule: where (JSON pointer, RFC 6901) and which. */
export const violationSchema = z.object({ pointer: z.string(), detail: z.string() })

/** A problem document, RFC 9457. Dialects may add members that their senders know. */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z.array(violationSchema).optional(),
    traceId: z
      .string()
      .optional()
      .meta({ description: 'Of the request, where it is traced: tell it who helps you' }),
  })
  .meta({ description: 'Problem document, RFC 9457' })

/** A broken rule. */
export type Violation = z.infer<typeof violationSchema>

/** A request that is answered with a problem document. */
export class RequestProblem extends PermanentError {
  readonly kind: ProblemKindName
  readonly errors: readonly Violation[] | undefined
  /** Whole seconds that the sender should wait, where waiting helps. */
  readonly retryAfter: number | undefined

  constructor(kind: ProblemKindName, detail: string, errors?: readonly Violation[], retryAfter?: number) {
    super(detail)
    this.kind = kind
    this.errors = errors
    this.retryAfter = retryAfter
  }

  get status(): ContentfulStatusCode {
    return problemKinds[this.kind].status
  }
}

/** At most this many broken rules are named; the sum is in `detail`. */
const MAX_VIOLATIONS = 20

/** What zod found, as a problem that names field and rule. `at` is the JSON pointer of what was checked. */
export function invalidRequest(error: z.ZodError, at = ''): RequestProblem {
  return violations(error.issues.flatMap((issue) => flatten(issue, at)))
}

/** A problem that names field and rule of each violation. */
export function violations(found: readonly Violation[]): RequestProblem {
  const named = found.slice(0, MAX_VIOLATIONS)
  const detail = `${found.length} ${found.length === 1 ? 'rule is' : 'rules are'} broken`
  return new RequestProblem('invalid-request', detail, named)
}

/** A problem that waiting solves. @param wait milliseconds */
export function tooMany(detail: string, wait: number): RequestProblem {
  return new RequestProblem('too-many-requests', detail, undefined, Math.ceil(wait / 1000))
}

/** The media type of problem documents. */
export const PROBLEM_TYPE = 'application/problem+json'

/**
 * The document of a problem; its `type` is relative to the URL that was asked for, where it leads to an explanation. `extra` are members that some senders know.
 */
export function problemDocument(problem: RequestProblem, extra: Record<string, unknown> = {}) {
  const { status, title } = problemKinds[problem.kind]
  const type = `${PROBLEMS_PATH}${problem.kind}`
  const { message: detail, errors } = problem
  const traceId = currentIds()?.trace_id
  return {
    type,
    title,
    status,
    detail,
    ...(errors === undefined ? {} : { errors }),
    ...(traceId === undefined ? {} : { traceId }),
    ...extra,
  }
}

/** Answers with a problem document, and with the id of the request if it has one. */
export function answerProblem(c: Context, problem: RequestProblem, extra: Record<string, unknown> = {}) {
  echoRequestId(c)
  return c.body(JSON.stringify(problemDocument(problem, extra)), problem.status, {
    'content-type': PROBLEM_TYPE,
  })
}

function flatten(issue: z.core.$ZodIssue, at: string): Violation[] {
  const pointer = at + issue.path.map(pointerTo).join('')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .slice(0, MAX_VIOLATIONS)
      .map((key) => ({ pointer: pointer + pointerTo(key.slice(0, 64)), detail: 'is not a known field' }))
  }
  return [{ pointer, detail: issue.message }]
}

/** The step to a member, RFC 6901. */
function pointerTo(key: PropertyKey): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
}
