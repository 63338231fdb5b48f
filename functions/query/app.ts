import { Hono } from 'hono'
import type { z } from 'zod'
import { messageOf, TransientError } from '#lib/platform/errors.ts'
import type { Log } from '#lib/platform/log.ts'
import { answerProblem, invalidRequest, RequestProblem } from '#lib/platform/problem.ts'
import { createOpenApi } from './openapi.ts'
import type { Picture } from './picture.ts'
import { pageSchema, stationPathSchema, type stationsSchema, type summarySchema } from './schemas.ts'

/** How long a client should wait before it asks again while the store is away, in seconds. */
const RETRY_AFTER = '2'

/** The HTTP API over the living picture. */
export function createApp({ picture, log }: { picture: Picture; log: Log }): Hono {
  const app = new Hono()

  app.get('/healthz/live', (c) => c.text('ok'))
  app.get('/healthz/ready', (c) => c.text('ok'))
  app.get('/openapi.json', (c) => c.json(createOpenApi()))

  app.get('/v1/stations', async (c) => {
    const { limit, after } = check(pageSchema, c.req.query())
    const all = await picture.stations()
    const from = after === undefined ? 0 : all.filter((slug) => slug <= after).length
    const page = all.slice(from, from + limit)
    const readings = await picture.latest(page)
    const body: z.infer<typeof stationsSchema> = {
      stations: readings.filter((reading) => reading !== undefined),
    }
    if (from + limit < all.length) body.next = page.at(-1)
    return c.json(body)
  })

  app.get('/v1/stations/:station', async (c) => {
    const { station } = check(stationPathSchema, c.req.param())
    const [reading] = await picture.latest([station])
    if (reading === undefined) throw new RequestProblem('not-found', `no reading of ${station} in the window`)
    return c.json(reading)
  })

  app.get('/v1/summary', async (c) => {
    const [stations, counters] = await Promise.all([picture.stations(), picture.counters()])
    const body: z.infer<typeof summarySchema> = { stations: stations.length, ...counters }
    return c.json(body)
  })

  app.notFound((c) => answerProblem(c, new RequestProblem('not-found', `no ${c.req.path} here`)))

  app.onError((error, c) => {
    if (error instanceof RequestProblem) return answerProblem(c, error)
    if (!(error instanceof TransientError))
      log('error', 'request.failed', { reason: messageOf(error), stack: error.stack })
    c.header('retry-after', RETRY_AFTER)
    return answerProblem(c, new RequestProblem('unavailable', 'the store cannot be read for now'))
  })

  return app
}

function check<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw invalidRequest(parsed.error)
  return parsed.data
}
