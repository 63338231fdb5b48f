import type { Hono } from 'hono'
import type * as z from 'zod'
import { check } from '#lib/platform/check.ts'
import { PermanentError } from '#lib/platform/errors.ts'
import { RequestProblem } from '#lib/platform/problem.ts'
import type { DeadLetters } from '../dead-letters.ts'
import { showReplay, toFilter } from '../present.ts'
import type { Replays } from '../replay/replays.ts'
import { replayPathSchema, replayQuerySchema, type replaysSchema, type sentSchema } from '../schemas.ts'
import { letterOf } from './letters.ts'

/** Replaying one letter at once, or many in the background. */
export function addReplays(app: Hono, { letters, replays, send, worker, now }: DeadLetters): void {
  app.post('/v1/dead-letters/replay', async (c) => {
    const { rate, ...query } = check(replayQuerySchema, c.req.query())
    const replay = await replays.start(toFilter(query, now()), rate)
    worker.wake()
    c.header('location', `/v1/dead-letters/replay/${replay.id}`)
    return c.json(showReplay(replay), 202)
  })

  app.get('/v1/dead-letters/replay', async (c) => {
    const body: z.infer<typeof replaysSchema> = { replays: (await replays.list()).map(showReplay) }
    return c.json(body)
  })

  app.get('/v1/dead-letters/replay/:replay', async (c) => {
    return c.json(showReplay(await replayOf(replays, c.req.param())))
  })

  app.delete('/v1/dead-letters/replay/:replay', async (c) => {
    const { id } = await replayOf(replays, c.req.param())
    await replays.end(id, 'cancelled')
    return c.body(null, 204)
  })

  app.post('/v1/dead-letters/:id/replay', async (c) => {
    const letter = await letterOf(letters, c.req.param())
    const [event] = await letters.events([letter.id])
    if (event === undefined) throw new RequestProblem('not-found', `no dead letter ${letter.id} is kept`)
    try {
      const body: z.infer<typeof sentSchema> = { id: letter.id, ...(await send(letter, event)) }
      return c.json(body)
    } catch (error) {
      if (error instanceof PermanentError) throw new RequestProblem('not-replayable', error.message)
      throw error
    }
  })
}

async function replayOf(replays: Replays, path: Record<string, string>) {
  const { replay: id } = check(replayPathSchema, path)
  const replay = await replays.find(id)
  if (replay === undefined) throw new RequestProblem('not-found', `no replay ${id} is remembered`)
  return replay
}
