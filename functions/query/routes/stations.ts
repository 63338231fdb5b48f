import type { Hono } from 'hono'
import type * as z from 'zod'
import { measurementNames } from '#lib/domain/measurements.ts'
import { check } from '#lib/platform/check.ts'
import { RequestProblem } from '#lib/platform/problem.ts'
import type { Places } from '#lib/stations/places.ts'
import { answer } from '../format.ts'
import { featureOf, stationOf } from '../known-station.ts'
import { pageOf } from '../page-of.ts'
import type { Picture } from '../picture.ts'
import {
  formatOnlySchema,
  mapPageSchema,
  type mapSchema,
  pageSchema,
  stationPathSchema,
  type stationSchema,
  type stationsSchema,
} from '../schemas.ts'

const columns = [
  ...['station', 'observedAt', 'receivedAt', 'municipality', ...measurementNames],
  ...['condition', 'quality', 'level', 'dialect', 'id', 'name', 'latitude', 'longitude', 'elevation'],
]

/** Stations, each with its newest reading and what the registry knows of it. */
export function addStations(app: Hono, picture: Picture, places: () => Places): void {
  app.get('/v1/stations', async (c) => {
    const { format, limit, after } = check(pageSchema, c.req.query())
    const found = await picture.stations(limit + 1, after) // one more tells that there are more
    const { page, next } = pageOf(found, { limit })
    const { of } = places()
    const stations = (await picture.latest(page))
      .filter((reading) => reading !== undefined)
      .map((reading) => stationOf(reading, of(reading.station)))
    const body: z.infer<typeof stationsSchema> = { stations, next }
    return answer(c, format, body, () => ({ columns, rows: stations.map(toRow) }))
  })

  app.get('/v1/stations/:station', async (c) => {
    const { station } = check(stationPathSchema, c.req.param())
    const { format } = check(formatOnlySchema, c.req.query())
    const [reading] = await picture.latest([station])
    if (reading === undefined) throw new RequestProblem('not-found', `no reading of ${station} in the window`)
    const known = stationOf(reading, places().of(station))
    return answer(c, format, known, () => ({ columns, rows: [toRow(known)] }))
  })

  app.get('/v1/stations.geojson', async (c) => {
    const wanted = check(mapPageSchema, c.req.query())
    const { all, of } = places()
    const placed = all.filter(({ position }) => position !== undefined).map(({ id }) => id)
    const { page, next } = pageOf(placed, wanted)
    const readings = await picture.latest(page)
    const features = page.flatMap((id, index) => {
      const place = of(id)
      return (place && featureOf(place, readings[index])) ?? []
    })
    const body: z.infer<typeof mapSchema> = { type: 'FeatureCollection', features, next }
    c.header('cache-control', 'no-cache')
    return c.body(JSON.stringify(body), 200, { 'content-type': 'application/geo+json' })
  })
}

function toRow({ position, ...rest }: z.infer<typeof stationSchema>): object {
  return { ...rest, ...position, quality: rest.quality?.join(' ') }
}
