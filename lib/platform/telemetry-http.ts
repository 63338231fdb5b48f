import { type Attributes, context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Hono } from 'hono'
import { histogram } from './telemetry-meters.ts'
import { traceOf } from './telemetry-spans.ts'
import { markStart } from './telemetry-start.ts'
import { telemetry } from './telemetry-state.ts'

/** As much of an app as it takes to tell what it does. */
export type Traceable = Pick<Hono, 'fetch'> & Partial<Pick<Hono, 'router' | 'getPath'>>

type Fetch = Hono['fetch']
type Environment = { incoming?: { rawHeaders: readonly string[] } }

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
  const routeOf = createRouteOf(app)
  const attributesOf = createAttributesOf()
  return async (request, env, execution) => {
    // The SDK loads when the function listens: what comes first waits for it, some milliseconds, and is told too.
    if (!telemetry.isReady) await telemetry.ready
    const route = routeOf(request)
    if (route?.startsWith('/healthz/')) return await app.fetch(request, env, execution)
    const method = methods.has(request.method) ? request.method : '_OTHER'
    const begun = performance.now()
    const response = await (telemetry.tracing
      ? inServerSpan(method, route, env as Environment | undefined, attributesOf, () =>
          app.fetch(request, env, execution),
        )
      : app.fetch(request, env, execution))
    duration((performance.now() - begun) / 1_000, attributesOf(method, route, response.status))
    markStart('answer')
    return response
  }
}

function inServerSpan(
  method: string,
  route: string | undefined,
  env: Environment | undefined,
  attributesOf: AttributesOf,
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
  const name = route === undefined ? method : `${method} ${route}`
  const span = trace.getTracer('chaac').startSpan(name, { kind: SpanKind.SERVER }, parent)
  return context.with(trace.setSpan(parent, span), async () => {
    try {
      const response = await answer()
      if (span.isRecording()) describe(span, route, attributesOf(method, route, response.status))
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

function describe(span: Span, route: string | undefined, attributes: Attributes): void {
  span.setAttributes({ ...attributes, 'url.path': route ?? '' })
  if (attributes['error.type'] !== undefined) span.setStatus({ code: SpanStatusCode.ERROR })
}

type AttributesOf = (method: string, route: string | undefined, status: number) => Attributes

/** Made once for each method, route and status: there are few, and many requests. */
function createAttributesOf(): AttributesOf {
  const known = new Map<string, Attributes>()
  return (method, route, status) => {
    const key = `${status} ${method} ${route}`
    const attributes = known.get(key) ?? {
      'http.request.method': method,
      'http.response.status_code': status,
      'url.scheme': 'http',
      ...(route === undefined ? {} : { 'http.route': route }),
      ...(status >= 500 ? { 'error.type': String(status) } : {}),
    }
    known.set(key, attributes)
    return attributes
  }
}

/** The route that a request takes, as the app has it; undefined where it has none. A path that is a route is found once. */
function createRouteOf({ router, getPath }: Traceable): (request: Request) => string | undefined {
  if (router === undefined || getPath === undefined) return () => undefined
  const known = new Map<string, string>()
  return (request) => {
    const path = getPath(request)
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const key = `${method} ${path}`
    const before = known.get(key)
    if (before !== undefined) return before
    const [found] = router.match(method, path)
    const routes = found.map(([[, route]]) => route)
    const own = routes.findLast((one) => !one.path.endsWith('*') || one.method !== 'ALL')
    if (own?.path === path && methods.has(method)) known.set(key, path)
    return own?.path
  }
}
