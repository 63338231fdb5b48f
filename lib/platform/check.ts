import type * as z from 'zod'
import { invalidRequest } from './problem.ts'

/** What a schema makes of an input. @throws RequestProblem that names field and rule */
export function check<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw invalidRequest(parsed.error)
  return parsed.data
}
