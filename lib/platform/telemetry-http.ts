import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Hono } from 'hono'
import { traceOf } from './telemetry-spans.ts'
import { count } from './telemetry-spread.ts'
import { markStart } from './telemetry-start.ts'
import { SCOPE, telemetry } from './telemetry-state.ts'
import { createWays, type Outcome, type Traceable, type Way } from './telemetry-ways.ts'

type Fetch = Hono['fetch']
type Environment = { incoming?: { rawHeaders: readonly string[] } }

/**
 * An app whose requests are told: a span each, and how long it takes. Nothing of a URL is told but the route that it
 * takes: firmware has its keys in the query, and in the path. Where nothing is configured it is the app itself.
 */
export function traced(app: Traceable): Fetch {
  if (!telemetry.configured) return app.fetch
  const wayOf = createWays(app)
  return async (request, env, execution) => {
    // The SDK loads when the function listens: what comes first waits for it, some milliseconds, and is told too.
    if (!telemetry.isReady) await telemetry.ready
    const way = wayOf(request)
    if (way.route?.startsWith('/healthz/')) return await app.fetch(request, env, execution)
    const begun = performance.now()
    const response = await (telemetry.tracing
      ? inServerSpan(way, env as Environment | undefined, () => app.fetch(request, env, execution))
      : app.fetch(request, env, execution))
    if (telemetry.metering) count(way.outcome(response.status).duration, (performance.now() - begun) / 1_000)
    markStart('answer')
    return response
  }
}

function inServerSpan(
  way: Way,
  env: Environment | undefined,
  answer: () => Response | Promise<Response>,
): Response | Promise<Response> {
  const headers = env?.incoming?.rawHeaders ?? []
  const own = headerOf(headers, 'traceparent')
  const prefix = own === undefined ? 'ce-' : ''
  // Of an event that a source could make no trace of, it is that of the event.
  const traceparent = own ?? headerOf(headers, 'ce-traceparent')
  if (!telemetry.takes(traceparent)) return answer()
  const carrier = { traceparent, tracestate: headerOf(headers, `${prefix}tracestate`) }
  const parent = traceOf(carrier) ?? context.active()
  const { method, route } = way
  const name = route === undefined ? method : `${method} ${route}`
  const span = trace.getTracer(SCOPE).startSpan(name, { kind: SpanKind.SERVER }, parent)
  return context.with(trace.setSpan(parent, span), async () => {
    try {
      const response = await answer()
      if (span.isRecording()) describe(span, route, way.outcome(response.status))
      return response
    } finally {
      span.end()
    }
  })
}

/** A header as it came, without making an object of all of them. */
function headerOf(raw: readonly string[], name: string): string | undefined {
  for (let at = 0; at < raw.length; at += 2)
    if (raw[at]?.length === name.length && raw[at]?.toLowerCase() === name) return raw[at + 1]
  return undefined
}

function describe(span: Span, route: string | undefined, { attributes }: Outcome): void {
  span.setAttributes({ ...attributes, 'url.path': route ?? '' })
  if (attributes['error.type'] !== undefined) span.setStatus({ code: SpanStatusCode.ERROR })
}
