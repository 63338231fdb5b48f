import * as z from 'zod'
import { brokers } from '#lib/domain/event.ts'
import type { Observation } from '#lib/domain/observation.ts'
import { observationShape, sayingNothing, sayingSomething, saysSomething } from '#lib/domain/reading.ts'
import { nameSchema } from '#lib/domain/slug.ts'
import { RequestProblem } from '#lib/platform/problem.ts'

/** How many readings one request has at most. */
export const MAX_SUBMISSIONS = 1_000

/** The members of a reading as its sender says it, in the units of a reading. */
export const submissionShape = {
  station: nameSchema,
  observedAt: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('RFC 3339; the time of receipt when left out'),
  id: z.string().min(1).max(128).optional().describe("The sender's own id: the same id is the same reading"),
  municipality: nameSchema.optional(),
  ...observationShape,
}

/** A reading as its sender says it. */
export const submissionSchema = z
  .strictObject(submissionShape)
  .refine(saysSomething, { message: sayingNothing })
  .meta(sayingSomething)

/** What became of the readings of a request. */
export const acceptedSchema = z.object({
  accepted: z.int(),
  readings: z.array(z.object({ id: z.string(), station: z.string(), confirmedBy: z.array(z.enum(brokers)) })),
})

/** The observation in a checked submission; `otherwise` identifies it where it has no id of its own. */
export function observationIn(
  { id, observedAt, ...said }: z.infer<typeof submissionSchema>,
  otherwise: string | undefined,
): Observation {
  const identifies = id === undefined ? otherwise : `id ${id}`
  return { ...said, identifies, statedAt: observedAt === undefined ? undefined : Date.parse(observedAt) }
}

/** @throws RequestProblem when these are more than a request may have */
export function expectFew(inputs: readonly unknown[]): void {
  if (inputs.length <= MAX_SUBMISSIONS) return
  throw new RequestProblem('too-large', `at most ${MAX_SUBMISSIONS} readings a request, not ${inputs.length}`)
}
