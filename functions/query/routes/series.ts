import type { Context, Hono } from 'hono'
import { check } from '#lib/platform/check.ts'
import { RequestProblem } from '#lib/platform/problem.ts'
import { downsample, measuredIn } from '../downsample.ts'
import { answer } from '../format.ts'
import type { Picture, Subject } from '../picture.ts'
import { municipalityPathSchema, seriesQuerySchema, stationPathSchema } from '../schemas.ts'
import { resolveSpan } from '../span.ts'

/** Series of a station, of a municipality, and of everything. */
export function addSeries(app: Hono, picture: Picture, now: () => number): void {
  app.get('/v1/series', (c) => series(c, { of: 'everything' }, async () => true))

  app.get('/v1/stations/:station/series', (c) => {
    const { station: slug } = check(stationPathSchema, c.req.param())
    const isKnown = async () => (await picture.latest([slug]))[0] !== undefined
    return series(c, { of: 'station', slug }, isKnown)
  })

  app.get('/v1/municipalities/:municipality/series', (c) => {
    const { municipality: slug } = check(municipalityPathSchema, c.req.param())
    const isKnown = async () => (await picture.municipality([slug]))[0] !== undefined
    return series(c, { of: 'municipality', slug }, isKnown)
  })

  async function series(c: Context, subject: Subject, isKnown: () => Promise<boolean>) {
    const { format, ...wanted } = check(seriesQuerySchema, c.req.query())
    const span = resolveSpan(wanted, now())
    const steps = await picture.steps(subject, span.from, span.to)
    if (steps.length === 0 && subject.of !== 'everything' && !(await isKnown()))
      throw new RequestProblem('not-found', `no reading of ${subject.slug} in the window`)
    const means = downsample(steps, span.step)
    const measurements = measuredIn(means)
    const points = means.map(({ at, readings, means }) => ({ at: isoTime(at), readings, ...means }))
    const body = {
      from: isoTime(span.from),
      to: isoTime(span.to),
      step: span.step / 1_000,
      measurements,
      points,
    }
    return answer(c, format, body, () => ({ columns: ['at', 'readings', ...measurements], rows: points }))
  }
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
