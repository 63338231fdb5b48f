import type { Hono } from 'hono'
import type * as z from 'zod'
import { check } from '#lib/platform/check.ts'
import { RequestProblem } from '#lib/platform/problem.ts'
import type { Places } from '#lib/stations/places.ts'
import { answer } from '../format.ts'
import { pageOf } from '../page-of.ts'
import type { Municipality, Picture } from '../picture.ts'
import {
  formatOnlySchema,
  type municipalitiesSchema,
  municipalityPathSchema,
  municipalitySchema,
  pageSchema,
} from '../schemas.ts'

const columns = Object.keys(municipalitySchema.shape)

/** Municipalities with their means and extremes over the window. */
export function addMunicipalities(app: Hono, picture: Picture, places: () => Places): void {
  /** Readings have slugs alone, so the store does too: the registry knows how people write them. */
  const named = (found: Municipality): Municipality => {
    return { ...found, name: places().municipalityName(found.municipality) ?? found.name }
  }

  app.get('/v1/municipalities', async (c) => {
    const { format, ...wanted } = check(pageSchema, c.req.query())
    const { page, next } = pageOf(await picture.municipalities(), wanted)
    const municipalities = (await picture.municipality(page)).filter((one) => one !== undefined).map(named)
    const body = { municipalities, next } as z.infer<typeof municipalitiesSchema>
    return answer(c, format, body, () => ({ columns, rows: municipalities }))
  })

  app.get('/v1/municipalities/:municipality', async (c) => {
    const { municipality } = check(municipalityPathSchema, c.req.param())
    const { format } = check(formatOnlySchema, c.req.query())
    const [found] = await picture.municipality([municipality])
    if (found === undefined)
      throw new RequestProblem('not-found', `no reading of ${municipality} in the window`)
    const body = named(found)
    return answer(c, format, body, () => ({ columns, rows: [body] }))
  })
}
