import * as z from 'zod'
import { measurementNames } from '#lib/domain/measurements.ts'
import { checks, meaningOf, type Said } from './flags.ts'

/**
 * MADIS's data descriptors (https://madis-data.cprk.ncep.noaa.gov/doc/qc_info.txt), those that we give: Z not checked,
 * C passed level 1, S passed 1 and 2, V passed all, X failed level 1, Q failed another.
 */
export const levelSchema = z
  .enum(['Z', 'C', 'S', 'V', 'X', 'Q'])
  .describe('MADIS: Z not checked, C passed level 1, S levels 1 and 2, V all; X failed level 1, Q another')

/** One of six letters. */
export type Level = z.infer<typeof levelSchema>

/** What quality control says of a reading: a letter, and the flags. */
export const verdictSchema = z.object({
  level: levelSchema,
  failed: z
    .array(z.string())
    .describe('Flags: clock, or a check and what failed it: range-temperature, step-humidity'),
})

/** What quality control says of a reading. */
export type Verdict = z.infer<typeof verdictSchema>

/**
 * The letter. The flag of the clock, and others that doubt no measurement, do not change it.
 * @param passed the highest level that the reading could be checked by, when no flag says otherwise
 */
export function levelOf(flags: readonly string[], said: Said, passed: 'C' | 'S' | 'V' = 'C'): Level {
  const failed = new Set(flags.map((flag) => meaningOf(flag)?.check))
  if (failed.has('range')) return 'X'
  if (checks.some((check) => failed.has(check))) return 'Q'
  return measurementNames.some((name) => said[name] !== undefined) ? passed : 'Z'
}
