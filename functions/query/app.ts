import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { TransientError } from '#lib/platform/errors.ts'
import { createGate } from '#lib/platform/gate.ts'
import type { Log } from '#lib/platform/log.ts'
import { answerProblem, RequestProblem } from '#lib/platform/problem.ts'
import { addProblemPages } from '#lib/platform/problem-pages.ts'
import { requestFailureOf } from '#lib/platform/request-id.ts'
import { addProbes, refuseOtherMethods } from '#lib/platform/routes.ts'
import { noPlaces, type Places } from '#lib/stations/places.ts'
import type { Live } from './live/live.ts'
import { streamLive } from './live/stream.ts'
import { createOpenApi } from './openapi.ts'
import type { Page } from './page-files.ts'
import type { Picture } from './picture.ts'
import { addMunicipalities } from './routes/municipalities.ts'
import { addNumbers } from './routes/numbers.ts'
import { addPage } from './routes/page.ts'
import { addSeries } from './routes/series.ts'
import { addStations } from './routes/stations.ts'
import { secured } from './secured.ts'

/** How long a client should wait before it asks again while the store is away, in seconds. */
const RETRY_AFTER = '2'

/** Requests at a time: each is answered by Valkey within milliseconds, or not at all. Listeners have their own limit. */
const limits = { work: 500, bytes: 0 }

/** What the app is made of. `places` are those of the registry as it is now; it may change. */
export type Parts = {
  picture: Picture
  live: Live
  page: Page
  log: Log
  now?: () => number
  places?: () => Places
}

/** The HTTP API over the living picture, and its page. */
export function createApp(parts: Parts): Hono {
  const { picture, live, page, log, now = Date.now, places = () => noPlaces } = parts
  const app = new Hono()
  const gate = createGate(limits)
  addProbes(app) // before the headers for browsers, for which Node loads its fetch
  app.use(secured)
  addProblemPages(app)
  app.get('/v1/live', (c) => streamLive(c, live)) // before the ETag, which would wait for its end

  app.use((_, next) => gate.through(0, next))
  app.use(etag({ generateDigest: sha1 }))
  app.get('/openapi.json', (c) => c.json(createOpenApi()))
  addStations(app, picture, places)
  addMunicipalities(app, picture, places)
  addSeries(app, picture, now)
  addNumbers(app, picture)
  addPage(app, page)
  refuseAllButReading(app)

  app.notFound((c) => answerProblem(c, new RequestProblem('not-found', `no ${c.req.path} here`)))

  app.onError((error, c) => {
    if (error instanceof RequestProblem && error.kind !== 'unavailable') return answerProblem(c, error)
    if (!(error instanceof TransientError || error instanceof RequestProblem))
      log('error', 'request.failed', requestFailureOf(c, error))
    c.header('retry-after', RETRY_AFTER)
    if (error instanceof RequestProblem) return answerProblem(c, error)
    return answerProblem(c, new RequestProblem('unavailable', 'the store cannot be read for now'))
  })

  return app
}

/** Of Node's own crypto: Hono's default is Web Crypto, which takes milliseconds of every start. */
function sha1(body: Uint8Array): ArrayBuffer {
  return Uint8Array.from(createHash('sha1').update(body).digest()).buffer
}

/** Everything here can be read, and nothing else. */
function refuseAllButReading(app: Hono): void {
  const paths = new Set(app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path))
  for (const path of paths) refuseOtherMethods(app, path, 'GET, HEAD', (asked) => `${asked} can only be read`)
}
