import { randomBytes } from 'node:crypto'

/** The trace that a message carried in its own `traceparent` (and `tracestate`). */
export type Trace = { traceId: string; spanId: string; flags: string; state: string | undefined }

const TRACEPARENT =
  /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/** Reads W3C trace context; undefined where it is missing or malformed. */
export function parseTrace(
  traceparent: string | undefined,
  tracestate: string | undefined,
): Trace | undefined {
  const [, version, traceId, spanId, flags, more] = TRACEPARENT.exec(traceparent ?? '') ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined
  if (version === '00' && more !== undefined) return undefined
  return { traceId, spanId, flags, state: tracestate || undefined }
}

/** The headers of one attempt: each is a span of its own, so each has its own parent id. */
export function traceHeaders(
  trace: Trace | undefined,
  spanId: () => string = randomSpanId,
): Record<string, string> {
  if (trace === undefined) return {}
  const traceparent = `00-${trace.traceId}-${spanId()}-${trace.flags}`
  return trace.state === undefined ? { traceparent } : { traceparent, tracestate: trace.state }
}

function randomSpanId(): string {
  return randomBytes(8).toString('hex')
}
