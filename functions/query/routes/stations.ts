import type { Hono } from 'hono'
import type { z } from 'zod'
import { measurementNames } from '#lib/domain/measurements.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { check } from '#lib/platform/check.ts'
import { RequestProblem } from '#lib/platform/problem.ts'
import { answer } from '../format.ts'
import { pageOf } from '../page-of.ts'
import type { Picture } from '../picture.ts'
import { formatOnlySchema, pageSchema, stationPathSchema, type stationsSchema } from '../schemas.ts'

const columns = [
  ...['station', 'observedAt', 'receivedAt', 'municipality', ...measurementNames],
  ...['condition', 'quality', 'dialect', 'id'],
]

/** Stations, each with its newest reading. */
export function addStations(app: Hono, picture: Picture): void {
  app.get('/v1/stations', async (c) => {
    const { format, ...wanted } = check(pageSchema, c.req.query())
    const { page, next } = pageOf(await picture.stations(), wanted)
    const stations = (await picture.latest(page)).filter((reading) => reading !== undefined)
    const body: z.infer<typeof stationsSchema> = { stations, next }
    return answer(c, format, body, () => ({ columns, rows: stations.map(toRow) }))
  })

  app.get('/v1/stations/:station', async (c) => {
    const { station } = check(stationPathSchema, c.req.param())
    const { format } = check(formatOnlySchema, c.req.query())
    const [reading] = await picture.latest([station])
    if (reading === undefined) throw new RequestProblem('not-found', `no reading of ${station} in the window`)
    return answer(c, format, reading, () => ({ columns, rows: [toRow(reading)] }))
  })
}

function toRow(reading: Reading): object {
  return { ...reading, quality: reading.quality?.join(' ') }
}
