import type { Hono } from 'hono'
import type * as z from 'zod'
import { check } from '#lib/platform/check.ts'
import { RequestProblem, violations } from '#lib/platform/problem.ts'
import type { DeadLetters } from '../dead-letters.ts'
import { type KeptLetter, MAX_BODY } from '../letter.ts'
import type { Letters } from '../letters.ts'
import { showLetter, toFilter } from '../present.ts'
import {
  type deletedSchema,
  filterSchema,
  letterPathSchema,
  type lettersSchema,
  listSchema,
} from '../schemas.ts'

/** A page with events ends when they have so many bytes. */
const MAX_BYTES = 2 * MAX_BODY

/** How many letters are deleted in one go. */
const CHUNK = 200

/** Looking at letters, and throwing them away. */
export function addLetters(app: Hono, { letters, now }: DeadLetters): void {
  app.get('/v1/dead-letters', async (c) => {
    const { limit, after, order, include, ...query } = check(listSchema, c.req.query())
    const search = { filter: toFilter(query, now()), limit, after, order }
    const [page, counts] = await Promise.all([letters.search(search), letters.counts()])
    const shown = include === 'event' ? fitting(page.letters) : page.letters
    const next = shown.length < page.letters.length ? shown.at(-1)?.entry : page.next
    const events = include === 'event' ? await letters.events(shown.map(({ id }) => id)) : []
    const deadLetters = shown.map((letter, at) => showLetter(letter, events[at]))
    const body: z.infer<typeof lettersSchema> = { deadLetters, next, counts }
    return c.json(body)
  })

  app.delete('/v1/dead-letters', async (c) => {
    const query = check(filterSchema, c.req.query())
    if (Object.keys(query).length === 0)
      throw violations([{ pointer: '', detail: 'say which letters: to delete all, to=-0s' }])
    const filter = toFilter(query, now())
    const body: z.infer<typeof deletedSchema> = { deleted: 0 }
    let page = await letters.search({ filter, limit: CHUNK, order: 'oldest' })
    for (;;) {
      const ended = await Promise.all(page.letters.map((letter) => letters.end(letter, { how: 'deleted' })))
      body.deleted += ended.filter(Boolean).length
      if (page.next === undefined) return c.json(body)
      page = await letters.search({ filter, limit: CHUNK, order: 'oldest', after: page.next })
    }
  })

  app.get('/v1/dead-letters/:id', async (c) => {
    const letter = await letterOf(letters, c.req.param())
    const [event] = await letters.events([letter.id])
    return c.json(showLetter(letter, event))
  })

  app.delete('/v1/dead-letters/:id', async (c) => {
    await letters.end(await letterOf(letters, c.req.param()), { how: 'deleted' })
    return c.body(null, 204)
  })
}

/** The letter in a path. @throws RequestProblem when there is none */
export async function letterOf(letters: Letters, path: Record<string, string>): Promise<KeptLetter> {
  const { id } = check(letterPathSchema, path)
  const letter = await letters.find(id)
  if (letter === undefined) throw new RequestProblem('not-found', `no dead letter ${id} is kept`)
  return letter
}

/** As many as one answer carries with their events, at least one. */
function fitting(page: readonly KeptLetter[]): KeptLetter[] {
  let bytes = 0
  return page.filter(({ size }, at) => {
    bytes += Math.min(size, MAX_BODY)
    return at === 0 || bytes <= MAX_BYTES
  })
}
