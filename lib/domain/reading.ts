import * as z from 'zod'
import { conditionSchema } from './condition.ts'
import { type Measurement, measurementNames, measurements } from './measurements.ts'
import { rainCounterSchema } from './rain.ts'
import { slugSchema } from './slug.ts'

/** A moment as everything of ours writes it: RFC 3339, UTC, milliseconds. */
export const timestampSchema = z.iso
  .datetime({ precision: 3 })
  .describe('RFC 3339, UTC, milliseconds, for example 2026-05-01T12:00:00.000Z')

/** The message of the rule that a reading says something. */
export const sayingNothing = 'at least one measurement, the condition or the rain counter must be present'

/** What a reading says: measurements, the condition and the rain counter, each optional. */
export const observationShape = {
  ...(Object.fromEntries(measurementNames.map((name) => [name, measurements[name].optional()])) as {
    [name in Measurement]: z.ZodOptional<(typeof measurements)[name]>
  }),
  condition: conditionSchema.optional(),
  rainCounter: rainCounterSchema.optional(),
}

/** The same rule as JSON Schema has it. */
export const sayingSomething = {
  anyOf: [...measurementNames, 'condition', 'rainCounter'].map((name) => ({ required: [name] })),
}

/** A reading has at most so many flags. */
export const MAX_FLAGS = 16

/** The reading as it travels between the stages and into the store. Nothing in it is left to interpretation. */
export const readingSchema = z
  .strictObject({
    id: z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID in lower case'),
    station: slugSchema,
    observedAt: timestampSchema,
    receivedAt: timestampSchema,
    municipality: slugSchema.optional(),
    ...observationShape,
    quality: z
      .array(
        z
          .string()
          .min(1)
          .max(32)
          .regex(/^[a-z0-9-]+$/),
      )
      .min(1)
      .max(MAX_FLAGS)
      .optional(),
    dialect: slugSchema,
  })
  .refine(saysSomething, { message: sayingNothing })

/** One observation of one station. */
export type Reading = z.infer<typeof readingSchema>

/** True when at least one measurement, the condition or the rain counter is present. */
export function saysSomething(
  said: {
    [name in Measurement | 'condition' | 'rainCounter']?: unknown
  },
): boolean {
  if (said.condition !== undefined || said.rainCounter !== undefined) return true
  return measurementNames.some((name) => said[name] !== undefined)
}
