import type * as z from 'zod'
import type { Summary } from './picture.ts'
import type { summarySchema } from './schemas.ts'

/** The pipeline in numbers, as the API and the live page give them. */
export function summaryOf({
  stations,
  overall,
  counters,
  deadLetters,
  quality,
}: Summary): z.infer<typeof summarySchema> {
  return { stations, ...overall, ...counters, deadLetters, ...(quality && { quality }) }
}
