import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Hono } from 'hono'
import { traceOf } from './telemetry-spans.ts'
import { count } from './telemetry-spread.ts'
import { markStart } from './telemetry-start.ts'
import { SCOPE, telemetry } from './telemetry-state.ts'
import { createWays, type Outcome, type Traceable, type Way } from './telemetry-ways.ts'

type Fetch = Hono['fetch']
type Carrier = Record<'traceparent' | 'tracestate', string | undefined>
type Environment = { incoming?: { rawHeaders: readonly string[] } }

/**
 * An app whose requests are told: a span each, and how long it takes. Nothing of a URL is told but the route that it
 * takes: firmware has its keys in the query, and in the path. Where nothing is configured it is the app itself.
 */
export function traced(app: Traceable): Fetch {
  if (!telemetry.configured) return app.fetch
  const wayOf = createWays(app)
  const told: Fetch = (request, env, execution) => {
    const way = wayOf(request)
    if (way.route?.startsWith('/healthz/')) return app.fetch(request, env, execution)
    const begun = performance.now()
    const tell = (response: Response) => {
      if (telemetry.metering)
        count(way.outcome(response.status).duration, (performance.now() - begun) / 1_000)
      markStart('answer')
      return response
    }
    const carrier = telemetry.tracing ? carrierOf(env as Environment | undefined) : undefined
    const answer = carrier
      ? inServerSpan(way, carrier, () => app.fetch(request, env, execution))
      : app.fetch(request, env, execution)
    return answer instanceof Promise ? answer.then(tell) : tell(answer)
  }
  // The SDK loads when the function listens: what comes first waits for it, some milliseconds, and is told too.
  return (request, env, execution) =>
    telemetry.isReady
      ? told(request, env, execution)
      : telemetry.ready.then(() => told(request, env, execution))
}

/** What carries the trace that a request is to be part of; undefined when it is to be part of none. */
function carrierOf(env: Environment | undefined): Carrier | undefined {
  const headers = env?.incoming?.rawHeaders ?? []
  const own = headerOf(headers, 'traceparent')
  // Of an event that a source could make no trace of, it is that of the event.
  const traceparent = own ?? headerOf(headers, 'ce-traceparent')
  if (!telemetry.takes(traceparent)) return undefined
  return { traceparent, tracestate: headerOf(headers, own === undefined ? 'ce-tracestate' : 'tracestate') }
}

function inServerSpan(
  { method, route, outcome }: Way,
  carrier: Carrier,
  answer: () => Response | Promise<Response>,
): Promise<Response> {
  const parent = traceOf(carrier) ?? context.active()
  const name = route === undefined ? method : `${method} ${route}`
  const span = trace.getTracer(SCOPE).startSpan(name, { kind: SpanKind.SERVER }, parent)
  return context.with(trace.setSpan(parent, span), async () => {
    try {
      const response = await answer()
      if (span.isRecording()) describe(span, route, outcome(response.status))
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
