import type { MiddlewareHandler } from 'hono'
import { answerProblem, RequestProblem } from '#lib/platform/problem.ts'
import { sameText } from '#lib/platform/secret.ts'

/** Lets in who knows the operator's key, as a bearer token (RFC 6750); everybody when none is configured. */
export function requireOperator(expected: string | undefined): MiddlewareHandler {
  return async (c, next) => {
    const [, given] = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (expected === undefined || (given !== undefined && sameText(given, expected))) {
      await next()
      return
    }
    c.header('www-authenticate', 'Bearer realm="dead letters"')
    return answerProblem(c, new RequestProblem('unauthorized', 'this needs the key of an operator'))
  }
}
