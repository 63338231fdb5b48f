import type { IncomingHttpHeaders } from 'node:http'
import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Hono } from 'hono'
import { histogram } from './telemetry-meters.ts'
import { traceOf } from './telemetry-spans.ts'
import { markStart } from './telemetry-start.ts'
import { telemetry } from './telemetry-state.ts'

/** As much of an app as it takes to tell what it does. */
export type Traceable = Pick<Hono, 'fetch'> & Partial<Pick<Hono, 'router' | 'getPath'>>

type Fetch = Hono['fetch']
type Environment = { incoming?: { headers: IncomingHttpHeaders } }

const duration = histogram('http.server.request.duration', {
  unit: 's',
  description: 'From the head of a request to the head of its answer',
})

/** The methods that the conventions know; a request may have any. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'])

/**
 * An app whose requests are told: a span each, and how long it takes. Nothing of a URL is told but the route that it
 * takes: firmware has its keys in the query, and in the path. Where nothing is configured it is the app itself.
 */
export function traced(app: Traceable): Fetch {
  if (!telemetry.configured) return app.fetch
  return async (request, env, execution) => {
    // The SDK loads when the function listens: what comes first waits for it, some milliseconds, and is told too.
    if (!telemetry.isReady) await telemetry.ready
    const method = methods.has(request.method) ? request.method : '_OTHER'
    const route = routeOf(app, request)
    const answer = () => app.fetch(request, env, execution)
    if (route?.startsWith('/healthz/')) return await answer()
    const begun = performance.now()
    const response = telemetry.tracing
      ? await inServerSpan(method, route, (env as Environment | undefined)?.incoming?.headers, answer)
      : await answer()
    duration((performance.now() - begun) / 1_000, attributesOf(method, route, response.status))
    markStart('answer')
    return response
  }
}

async function inServerSpan(
  method: string,
  route: string | undefined,
  headers: IncomingHttpHeaders = {},
  answer: () => Response | Promise<Response>,
): Promise<Response> {
  const parent = originOf(headers) ?? context.active()
  const name = route === undefined ? method : `${method} ${route}`
  const span = trace.getTracer('chaac').startSpan(name, { kind: SpanKind.SERVER }, parent)
  try {
    const response = await context.with(trace.setSpan(parent, span), answer)
    if (span.isRecording()) describe(span, method, route, response.status)
    return response
  } finally {
    span.end()
  }
}

/** The trace of the request; else, of an event that a source could not make one of, that of the event. */
function originOf(headers: IncomingHttpHeaders) {
  if (headers.traceparent !== undefined) return traceOf(headers)
  const event = headers['ce-traceparent']
  return event === undefined
    ? undefined
    : traceOf({ traceparent: event, tracestate: headers['ce-tracestate'] })
}

function describe(span: Span, method: string, route: string | undefined, status: number): void {
  span.setAttributes({ ...attributesOf(method, route, status), 'url.path': route ?? '' })
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
}

function attributesOf(method: string, route: string | undefined, status: number) {
  return {
    'http.request.method': method,
    'http.response.status_code': status,
    'url.scheme': 'http',
    ...(route === undefined ? {} : { 'http.route': route }),
    ...(status >= 500 ? { 'error.type': String(status) } : {}),
  }
}

/** The route that a request takes, as the app has it; undefined where it has none. */
function routeOf({ router, getPath }: Traceable, request: Request): string | undefined {
  if (router === undefined || getPath === undefined) return undefined
  const [found] = router.match(request.method === 'HEAD' ? 'GET' : request.method, getPath(request))
  const routes = found.map(([[, route]]) => route)
  const own = routes.findLast(({ path, method }) => !path.endsWith('*') || method !== 'ALL')
  return own?.path
}
