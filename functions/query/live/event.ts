import * as z from 'zod'
import { timestampSchema } from '#lib/domain/reading.ts'
import { slugSchema } from '#lib/domain/slug.ts'
import { deadLetterSchema, latestSchema, refusalSchema, summarySchema } from '../schemas.ts'

const rate = z.number().min(0).optional()

/** An event: what has changed since the one before, each part whole. The first of a connection has everything. */
export const liveEventSchema = z.object({
  at: timestampSchema.describe('When the store was asked'),
  store: z.enum(['here', 'away']).describe('away: the store cannot be read, and what is shown is what was'),
  complete: z.literal(true).optional().describe('Forget what was before'),
  summary: summarySchema.optional(),
  flow: z
    .object({
      stored: rate.describe('Readings a second that were stored, over up to ten seconds'),
      kafka: rate.describe('Readings a second that this broker delivered'),
      rabbitmq: rate.describe('Readings a second that this broker delivered'),
      delay: z
        .number()
        .min(0)
        .optional()
        .describe(
          'Milliseconds from the receipt of the last reading that arrived to when the store was asked: at most this long did the pipeline take',
        ),
      receivedAt: timestampSchema.optional().describe('Receipt of the reading that was received last'),
    })
    .optional(),
  averages: z
    .object({ temperature: z.record(slugSchema, z.number()), humidity: z.record(slugSchema, z.number()) })
    .optional()
    .describe('Municipality to its mean over the window'),
  names: z
    .object({
      stations: z.record(slugSchema, z.string()),
      municipalities: z.record(slugSchema, z.string()),
    })
    .optional()
    .describe('How people call the stations and municipalities shown here that the registry knows'),
  conditions: z.record(z.string(), z.int()).optional().describe('Condition to readings in the window'),
  refused: z.array(refusalSchema).optional().describe('Newest refusals, newest first'),
  dead: z.array(deadLetterSchema).optional().describe('Newest dead letters, newest first'),
  readings: z.array(latestSchema).optional().describe('Newest readings of stations that have new ones'),
  gone: z.array(slugSchema).optional().describe('Stations that have left the window'),
})
