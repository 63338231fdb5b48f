import type { Context } from 'hono'
import { failureOf } from './errors.ts'

/** What proxies make and people may send; nothing that could be more than a name. */
const PLAIN = /^[\w.:~-]{1,128}$/

/**
 * The id that a request came with: Envoy, and so Knative's gateways, gives each one (`X-Request-Id`) and has it in its own
 * logs. Undefined where there is none, or none that is fit to be told again.
 */
export function requestIdOf(c: Context): string | undefined {
  const id = c.req.header('x-request-id')
  return id !== undefined && PLAIN.test(id) ? id : undefined
}

/** Tells the id of its request with an answer, as a problem's answer does. */
export function echoRequestId(c: Context): void {
  const id = requestIdOf(c)
  if (id !== undefined) c.header('x-request-id', id)
}

/** What a log line tells of something unexpected that a request has met. */
export function requestFailureOf(c: Context, error: unknown) {
  return { ...failureOf(error), request_id: requestIdOf(c) }
}
