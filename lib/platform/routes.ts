import type { Hono } from 'hono'
import { answerProblem, RequestProblem } from './problem.ts'

/**
 * The answers to probes. They say only that the function listens: one that asked its neighbours would let their outage
 * keep it from starting.
 */
export function addProbes(app: Hono): void {
  for (const path of ['/healthz/live', '/healthz/ready']) app.get(path, (c) => c.text('ok'))
}

/** Refuses every other method on a path; comes after the route that takes the allowed ones. */
export function refuseOtherMethods(
  app: Hono,
  path: string,
  allowed: string,
  detail: (path: string) => string,
): void {
  app.all(path, (c) => {
    c.header('allow', allowed)
    return answerProblem(c, new RequestProblem('method-not-allowed', detail(c.req.path)))
  })
}
