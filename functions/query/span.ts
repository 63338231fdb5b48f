import * as z from 'zod'
import { momentSchema, momentTime } from '#lib/platform/moment.ts'
import { violations } from '#lib/platform/problem.ts'

/** A series has at most this many points. */
export const MAX_POINTS = 1_000

/** The store's own steps, in seconds. */
const STORE_STEP = 10

/** Which part of a series, and how fine. */
export const spanSchema = z.object({
  from: momentSchema.default('-1h'),
  to: momentSchema.optional().describe('As `from`; now unless given'),
  step: z.coerce
    .number()
    .int()
    .min(STORE_STEP)
    .max(86_400)
    .multipleOf(STORE_STEP)
    .optional()
    .describe(
      `Seconds, a multiple of ${STORE_STEP}; the shortest with at most ${MAX_POINTS} points unless given`,
    ),
})

/** A span of time in ms, whole steps, the end excluded. */
export type Span = { from: number; to: number; step: number }

/** What is meant by the parameters. @throws RequestProblem when they contradict each other */
export function resolveSpan({ from, to, step }: z.infer<typeof spanSchema>, now: number): Span {
  const start = momentTime(from, now)
  const end = to === undefined ? now : momentTime(to, now)
  if (start >= end) throw violations([{ pointer: '/from', detail: 'must be before `to`' }])
  const finest = STORE_STEP * 1_000
  const length =
    step === undefined ? Math.ceil((end - start) / (MAX_POINTS - 1) / finest) * finest : step * 1_000
  const span = {
    from: Math.floor(start / length) * length,
    to: Math.ceil(end / length) * length,
    step: length,
  }
  if ((span.to - span.from) / length > MAX_POINTS) {
    throw violations([{ pointer: '/step', detail: `makes more than ${MAX_POINTS} points` }])
  }
  return span
}
