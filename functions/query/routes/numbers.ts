import type { Hono } from 'hono'
import { checks } from '#lib/domain/quality/flags.ts'
import { check } from '#lib/platform/check.ts'
import { answer } from '../format.ts'
import type { Picture } from '../picture.ts'
import { formatOnlySchema, overallSchema, refusedPageSchema } from '../schemas.ts'
import { summaryOf } from '../summary.ts'

const summaryColumns = [
  ...['stations', ...Object.keys(overallSchema.shape)],
  ...['stored', 'duplicates', 'late', 'refused', 'kafka', 'rabbitmq', 'deadLetters', ...checks],
]

/** The pipeline in numbers: summary, conditions, refusals. */
export function addNumbers(app: Hono, picture: Picture): void {
  app.get('/v1/summary', async (c) => {
    const { format } = check(formatOnlySchema, c.req.query())
    const body = summaryOf(await picture.summary())
    const row = { ...body, ...body.delivered, ...body.quality }
    return answer(c, format, body, () => ({ columns: summaryColumns, rows: [row] }))
  })

  app.get('/v1/conditions', async (c) => {
    const { format } = check(formatOnlySchema, c.req.query())
    const conditions = Object.entries(await picture.conditions())
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
