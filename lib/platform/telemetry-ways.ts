import type { Attributes } from '@opentelemetry/api'
import type { Hono } from 'hono'
import { type Spread, spread } from './telemetry-spread.ts'

/** As much of an app as it takes to tell what it does. */
export type Traceable = Pick<Hono, 'fetch'> & Partial<Pick<Hono, 'router' | 'getPath'>>

/** A method and a route, and what is told of the requests that take it. */
export type Way = {
  readonly method: string
  /** As the app has it; undefined where it has none. */
  readonly route: string | undefined
  /** Made once for each status: there are few, and many requests. */
  outcome(status: number): Outcome
}

/** Answers of one status: their labels, and how long they took. */
export type Outcome = { readonly attributes: Attributes; readonly duration: Spread }

const durations = spread('http.server.request.duration', {
  unit: 's',
  description: 'From the head of a request to the head of its answer',
})

/** The methods that the conventions know; a request may have any. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'])

/** Finds the way of a request. A path that is a route is looked up once: those of many requests are. */
export function createWays({ router, getPath }: Traceable): (request: Request) => Way {
  const made = new Map<string, Way>()
  const plain = new Map<string, Map<string, Way>>()

  function wayOf(method: string, route: string | undefined): Way {
    const key = `${method} ${route}`
    const way = made.get(key) ?? createWay(method, route)
    made.set(key, way)
    return way
  }

  return (request) => {
    const method = methods.has(request.method) ? request.method : '_OTHER'
    if (router === undefined || getPath === undefined) return wayOf(method, undefined)
    const path = getPath(request)
    const before = plain.get(method)?.get(path)
    if (before !== undefined) return before
    const [found] = router.match(request.method === 'HEAD' ? 'GET' : request.method, path)
    const routes = found.map(([[, route]]) => route)
    const own = routes.findLast((one) => !one.path.endsWith('*') || one.method !== 'ALL')
    const way = wayOf(method, own?.path)
    if (own?.path === path) plain.set(method, (plain.get(method) ?? new Map<string, Way>()).set(path, way))
    return way
  }
}

function createWay(method: string, route: string | undefined): Way {
  const outcomes = new Map<number, Outcome>()
  return {
    method,
    route,
    outcome(status) {
      const before = outcomes.get(status)
      if (before !== undefined) return before
      const attributes = {
        'http.request.method': method,
        'http.response.status_code': status,
        'url.scheme': 'http',
        ...(route === undefined ? {} : { 'http.route': route }),
        ...(status >= 500 ? { 'error.type': String(status) } : {}),
      }
      const made = { attributes, duration: durations(attributes) }
      outcomes.set(status, made)
      return made
    },
  }
}
