import * as z from 'zod'

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const relative = /^-(\d{1,6})([smhd])$/
const absolute = z.iso.datetime({ offset: true })

/** A moment in a query: a time of RFC 3339, or how long before now. */
export const momentSchema = z
  .string()
  .transform((text) => text.replace(' ', '+')) // what becomes of a plus sign in a query
  .refine((text) => relative.test(text) || absolute.safeParse(text).success, {
    message: 'must be a time of RFC 3339, or one before now such as -15m (s, m, h, d)',
  })
  .describe('RFC 3339, or before now: -90s, -15m, -1h, -1d')

/** The time of a moment, in milliseconds; what is before 1970, of which the store knows nothing, is 1970. */
export function momentTime(text: string, now: number): number {
  const [, amount, unit] = relative.exec(text) ?? []
  const time =
    unit === undefined ? Date.parse(text) : now - Number(amount) * units[unit as keyof typeof units]
  return Math.max(0, time)
}
