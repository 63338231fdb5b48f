import type { Hono } from 'hono'
import type { z } from 'zod'
import { checks } from '#lib/domain/quality/flags.ts'
import { check } from '#lib/platform/check.ts'
import { answer } from '../format.ts'
import type { Picture } from '../picture.ts'
import { formatOnlySchema, overallSchema, refusedPageSchema, type summarySchema } from '../schemas.ts'

const summaryColumns = [
  ...['stations', ...Object.keys(overallSchema.shape)],
  ...['stored', 'duplicates', 'late', 'refused', 'kafka', 'rabbitmq', 'deadLetters', ...checks],
]

/** The pipeline in numbers: summary, conditions, refusals. */
export function addNumbers(app: Hono, picture: Picture): void {
  app.get('/v1/summary', async (c) => {
    const { format } = check(formatOnlySchema, c.req.query())
    const { stations, overall, counters, deadLetters, quality } = await picture.overview()
    const body: z.infer<typeof summarySchema> = {
      stations: stations.length,
      ...overall,
      ...counters,
      deadLetters,
      ...(quality && { quality }),
    }
    const row = { ...body, ...counters.delivered, ...quality }
    return answer(c, format, body, () => ({ columns: summaryColumns, rows: [row] }))
  })

  app.get('/v1/conditions', async (c) => {
    const { format } = check(formatOnlySchema, c.req.query())
    const { conditions: found } = await picture.overview()
    const conditions = Object.entries(found)
      .map(([condition, readings]) => ({ condition, readings }))
      .sort((a, b) => b.readings - a.readings || a.condition.localeCompare(b.condition))
    return answer(c, format, { conditions }, () => ({ columns: ['condition', 'readings'], rows: conditions }))
  })

  app.get('/v1/refused', async (c) => {
    const { format, limit, before } = check(refusedPageSchema, c.req.query())
    const found = await picture.refused(limit + 1, before)
    const refused = found.slice(0, limit)
    const next = found.length > limit ? refused.at(-1)?.id : undefined
    return answer(c, format, { refused, next }, () => ({
      columns: ['at', 'broker', 'reason', 'reading', 'id'],
      rows: refused.map((one) => ({ ...one, reading: JSON.stringify(one.reading) })),
    }))
  })
}
