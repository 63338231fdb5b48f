import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { toReading } from '#lib/domain/observation.ts'
import { readText } from '#lib/platform/body.ts'
import { TransientError } from '#lib/platform/errors.ts'
import { bytesOf, createGate } from '#lib/platform/gate.ts'
import type { Log } from '#lib/platform/log.ts'
import type { Networks } from '#lib/platform/networks.ts'
import { answerProblem, RequestProblem } from '#lib/platform/problem.ts'
import { addProblemPages } from '#lib/platform/problem-pages.ts'
import { echoRequestId, requestFailureOf } from '#lib/platform/request-id.ts'
import { addProbes, refuseOtherMethods } from '#lib/platform/routes.ts'
import { sourceOfRequest } from '#lib/platform/source-address.ts'
import type { Admit } from './admission.ts'
import type { Answer, Dialect, Incoming } from './dialects/dialect.ts'
import { MAX_KEY } from './dialects/request-key.ts'
import { createOpenApi } from './openapi.ts'
import type { Deliver } from './route.ts'
import { routesOf } from './speakers.ts'
import { count, countRefusal, createTally } from './tally.ts'
import { queryOf, routingPath } from './target.ts'
import { tellAccepted, tellRefused } from './telemetry.ts'

/** What ingest stands on. `writers` tells how each broker's writer is doing. */
export type Ingest = {
  dialects: readonly Dialect[]
  admit: Admit
  /** Proxies whose word on who has sent a request counts; nobody's unless given. */
  isTrusted?: Networks
  deliver: Deliver
  writers: () => Record<string, string>
  /** Milliseconds. */
  retention: number
  /** Seconds that a sender should wait after a 503. */
  retryAfter: number
  log: Log
  now?: () => number
}

/** At a time: with both lanes full, and with more bodies than any network brings in the time that one takes. */
const limits = { work: 4_000, bytes: 48 * 1024 * 1024 }

/** Takes readings in any dialect, and answers 2xx only after a broker has confirmed them. */
export function createApp(ingest: Ingest): Hono {
  const {
    dialects,
    admit,
    isTrusted = () => false,
    deliver,
    writers,
    retention,
    retryAfter,
    log,
    now = Date.now,
  } = ingest
  const tally = createTally()
  const gate = createGate(limits)
  const app = new Hono({ getPath: routingPath })

  addProbes(app)
  addProblemPages(app)
  app.get('/health', (c) => c.json({ status: 'ok', writers: writers(), ...tally }))
  app.get('/openapi.json', (c) => c.json(createOpenApi(dialects)))

  for (const { path, methods } of routesOf(dialects)) {
    for (const [method, speakers] of methods) app.on(method, path, (c) => take(c, speakers))
    const taken = [...methods.keys()]
    refuseOtherMethods(app, path, taken.join(', '), (asked) => `${asked} takes ${taken.join(' and ')}`)
  }

  async function take(c: Context, speakers: readonly [Dialect, ...Dialect[]]): Promise<Response> {
    let dialect = speakers[0]
    const bytes = c.req.method === 'GET' ? 0 : bytesOf(c.req.header('content-length'), dialect.maxBody)
    try {
      return await gate.through(bytes, work)
    } catch (error) {
      return refuse(c, dialect, error)
    }

    async function work(): Promise<Response> {
      const request = await incomingOf(c, dialect)
      dialect = speakers.find(({ speaks }) => speaks?.(request) ?? true) ?? dialect
      const submission = dialect.read(request)
      const source = sourceOfRequest(c, isTrusted)
      const admitted = admit(submission, { dialect: dialect.name, source })
      const receipt = { receivedAt: now(), retention, dialect: dialect.name }
      const readings = admitted.map(({ observation, ...known }) =>
        toReading(observation, { ...receipt, ...known }),
      )
      const confirmed = await deliver(readings)
      count(tally, confirmed)
      tellAccepted(dialect.name, confirmed)
      return send(c, dialect.accepted(confirmed, request))
    }
  }

  function refuse(c: Context, dialect: Dialect, error: unknown): Response {
    echoRequestId(c)
    if (error instanceof RequestProblem) {
      countRefusal(tally, error)
      tellRefused(dialect.name, error.kind)
      if (error.kind === 'unauthorized' && dialect.door === 'api') c.header('www-authenticate', 'Bearer')
      if (error.retryAfter !== undefined) c.header('retry-after', String(error.retryAfter))
      return send(c, dialect.refused(error))
    }
    tellRefused(dialect.name, 'unavailable')
    if (!(error instanceof TransientError)) {
      log('error', 'request.failed', requestFailureOf(c, error))
    }
    const detail = error instanceof TransientError ? `not confirmed: ${error.message}` : 'not confirmed'
    c.header('retry-after', String(retryAfter))
    return send(c, dialect.refused(new RequestProblem('unavailable', detail)))
  }

  app.notFound((c) =>
    // Not all that came: a query with a key in it may be glued to the path.
    answerProblem(c, new RequestProblem('not-found', `no ${c.req.method} ${c.req.path.split('=')[0]} here`)),
  )
  return app
}

function send(c: Context, { status, body, headers }: Answer): Response {
  return c.body(body, status as ContentfulStatusCode, headers)
}

async function incomingOf(c: Context, dialect: Dialect): Promise<Incoming> {
  expectNoEncoding(c)
  return {
    method: c.req.method,
    path: c.req.path,
    query: queryOf(c.req.url),
    body: c.req.method === 'GET' ? '' : await bodyOf(c, dialect),
    mediaType: mediaTypeOf(c),
    key: keyOf(c),
    header: (name) => c.req.header(name),
    headers: () => c.req.header(),
  }
}

async function bodyOf(c: Context, dialect: Dialect): Promise<string> {
  const body = await readText(c, dialect.maxBody, () => tooLarge(dialect)).catch((error: unknown) => {
    if (error instanceof TransientError) throw new RequestProblem('malformed-body', error.message)
    throw error
  })
  if (body.includes('\uFFFD')) throw new RequestProblem('malformed-body', 'the body is not UTF-8')
  return body
}

function tooLarge({ maxBody }: Dialect): RequestProblem {
  return new RequestProblem('too-large', `a body has at most ${maxBody} bytes`)
}

function expectNoEncoding(c: Context): void {
  const encoding = c.req.header('content-encoding') ?? 'identity'
  if (encoding.toLowerCase() === 'identity') return
  throw new RequestProblem(
    'unsupported-media-type',
    `the body must not be encoded, and this one is: ${encoding}`,
  )
}

function mediaTypeOf(c: Context): string {
  const [mediaType = '', ...parameters] = (c.req.header('content-type') ?? '').toLowerCase().split(';')
  const charset = parameters.map((one) => one.trim()).find((one) => one.startsWith('charset='))
  if (charset !== undefined && !/^charset="?(?:utf-?8|us-ascii)"?$/.test(charset))
    throw new RequestProblem('unsupported-media-type', `the body must be UTF-8, not ${charset.slice(8, 40)}`)
  return mediaType.trim()
}

function keyOf(c: Context): string | undefined {
  const key = c.req.header('idempotency-key')
  if (key !== undefined && (key === '' || key.length > MAX_KEY)) {
    const detail = `has 1 to ${MAX_KEY} characters`
    throw new RequestProblem('invalid-request', '1 rule is broken', [{ pointer: 'Idempotency-Key', detail }])
  }
  return key
}
