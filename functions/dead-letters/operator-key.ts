import { createHash, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { answerProblem, RequestProblem } from '#lib/platform/problem.ts'

/**
 * Lets in who knows the operator's key, as a bearer token (RFC 6750); everybody when none is configured. The keys are
 * compared by their hashes, which takes the same time wherever they differ.
 */
export function requireOperator(key: string | undefined): MiddlewareHandler {
  const expected = key === undefined ? undefined : digest(key)
  return async (c, next) => {
    const [, given] = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (expected === undefined || (given !== undefined && timingSafeEqual(digest(given), expected))) {
      await next()
      return
    }
    c.header('www-authenticate', 'Bearer realm="dead letters"')
    return answerProblem(c, new RequestProblem('unauthorized', 'this needs the key of an operator'))
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
