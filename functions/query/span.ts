import { z } from 'zod'
import { violations } from '#lib/platform/problem.ts'

/** A series has at most this many points. */
export const MAX_POINTS = 1_000

/** The store's own steps, in seconds. */
const STORE_STEP = 10

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const relative = /^-(\d{1,6})([smhd])$/
const absolute = z.iso.datetime({ offset: true })

const momentSchema = z
  .string()
  .transform((text) => text.replace(' ', '+')) // what becomes of a plus sign in a query
  .refine((text) => relative.test(text) || absolute.safeParse(text).success, {
    message: 'must be a time of RFC 3339, or one before now such as -15m (s, m, h, d)',
  })
  .describe('RFC 3339, or before now: -90s, -15m, -1h, -1d')

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
  const start = toTime(from, now)
  const end = to === undefined ? now : toTime(to, now)
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

function toTime(text: string, now: number): number {
  const [, amount, unit] = relative.exec(text) ?? []
  return unit === undefined ? Date.parse(text) : now - Number(amount) * units[unit as keyof typeof units]
}
