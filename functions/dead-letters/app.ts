import { setTimeout as sleep } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import { CLOCK_EVENT_TYPE } from '#lib/domain/event.ts'
import { readHead } from '#lib/platform/body.ts'
import { messageOf, TransientError } from '#lib/platform/errors.ts'
import { createGate } from '#lib/platform/gate.ts'
import { answerProblem, RequestProblem } from '#lib/platform/problem.ts'
import { addProblemPages } from '#lib/platform/problem-pages.ts'
import { requestFailureOf } from '#lib/platform/request-id.ts'
import { addProbes, refuseOtherMethods } from '#lib/platform/routes.ts'
import type { DeadLetters } from './dead-letters.ts'
import { MAX_BODY } from './letter.ts'
import { createOpenApi } from './openapi.ts'
import { requireOperator } from './operator-key.ts'
import { attributesOf, type Received, toLetter } from './receive.ts'
import { addLetters } from './routes/letters.ts'
import { addReplays } from './routes/replays.ts'

/** How long a tick of the clock stays open while there is work: less than Knative allows a request. */
const MAX_TICK_MS = 240_000

/** How long a client should wait while the store or the writers are away, in seconds. */
const RETRY_AFTER = '2'

/**
 * At a time: letters and their bodies, more than two sources have under way; and requests of operators, who wait, of
 * which one can hold 8 MiB of events. Neither keeps the other out.
 */
export const limits = { letters: { work: 200, bytes: 64 * 1024 * 1024 }, operators: { work: 20, bytes: 0 } }

/**
 * Takes dead letters on every path but /v1, and shows and replays them under /v1. A letter is answered with 204 once it
 * is kept, and with 503 while the store is away. There is no other answer: the source would drop what is refused.
 */
export function createApp(parts: DeadLetters): Hono {
  const { letters, worker, operatorKey, tries, log } = parts
  const app = new Hono()
  const gates = { letters: createGate(limits.letters), operators: createGate(limits.operators) }
  addProbes(app)
  addProblemPages(app)
  app.get('/openapi.json', (c) => c.json(createOpenApi()))

  app.use('/v1/*', requireOperator(operatorKey))
  app.use('/v1/*', (_, next) => gates.operators.through(0, next))
  app.use('/v1/*', async (_, next) => {
    worker.wake() // a replay that a crash or a scale to zero has stopped goes on with whoever asks next
    await next()
  })
  addReplays(app, parts) // before the letters, or `replay` would be taken for the id of one
  addLetters(app, parts)
  refuseOthers(app)
  app.all('/v1/*', nowhere)

  app.post('*', (c) => gates.letters.through(heldOf(c), () => take(c)))

  async function take(c: Context): Promise<Response> {
    const received: Received = {
      path: c.req.path,
      headers: c.req.header(),
      ...(await readHead(c, MAX_BODY)),
    }
    if (isClock(received)) await tick()
    else {
      const { letter, event } = toLetter(received, tries)
      await letters.keep(letter, event)
    }
    return c.body(null, 204)
  }

  /** While it works, a request is open: Knative ends no function that has one. */
  async function tick(): Promise<void> {
    await letters.tidy()
    worker.wake()
    const done = new AbortController()
    const enough = sleep(MAX_TICK_MS, undefined, { signal: done.signal }).catch(() => {})
    await Promise.race([worker.idle(), enough]).finally(() => done.abort())
  }

  app.notFound(nowhere)
  let lastFailure: string | undefined
  app.onError((error, c) => {
    if (error instanceof RequestProblem) return answerProblem(c, error)
    // What the store says against a letter, such as that its memory is full, is worth a line when it says it first.
    if (!(error instanceof TransientError)) log('error', 'request.failed', requestFailureOf(c, error))
    else if (messageOf(error) !== lastFailure) log('warn', 'request.delayed', { reason: messageOf(error) })
    lastFailure = messageOf(error)
    return unavailable(c, error)
  })
  return app
}

/** How many bytes of its body are held at most: what is beyond is not kept. */
function heldOf(c: Context): number {
  return Math.min(Number(c.req.header('content-length') ?? MAX_BODY), MAX_BODY)
}

function nowhere(c: Context): Response {
  return answerProblem(c, new RequestProblem('not-found', `no ${c.req.method} ${c.req.path} here`))
}

function unavailable(c: Context, error: Error): Response {
  c.header('retry-after', RETRY_AFTER)
  const detail = error instanceof TransientError ? error.message : 'something unexpected has happened'
  return answerProblem(c, new RequestProblem('unavailable', detail))
}

/** A tick that comes straight from the clock: one that has been given up by a source is a letter like others. */
function isClock({ headers }: Received): boolean {
  const { type, knativeerrordest, knativekafkaoffset } = attributesOf(headers)
  return type === CLOCK_EVENT_TYPE && knativeerrordest === undefined && knativekafkaoffset === undefined
}

function refuseOthers(app: Hono): void {
  const allowed = Map.groupBy(
    app.routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/')),
    ({ path }) => path,
  )
  for (const [path, routes] of allowed) {
    const methods = routes.map(({ method }) => method).join(', ')
    refuseOtherMethods(app, path, methods, (asked) => `${asked} takes ${methods}`)
  }
}
