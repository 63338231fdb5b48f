import * as z from 'zod'
import { brokers } from '#lib/domain/event.ts'
import { timestampSchema } from '#lib/domain/reading.ts'
import { nameSchema, slugSchema } from '#lib/domain/slug.ts'
import { momentSchema } from '#lib/platform/moment.ts'

/** Valkey takes no number above 2⁶⁴ - 1, which has 20 digits. */
const entry = z.string().regex(/^\d{1,15}-\d{1,19}$/, 'must be a value of `next` as this list gives it')
const count = z.int().min(0)

const filterShape = {
  reason: z.string().min(1).max(200).optional().describe('Part of the reason, in any case'),
  station: nameSchema.optional().describe('Has a reading of this station'),
  source: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe('kafka, rabbitmq or other; or the source of the event'),
  replayable: z.enum(['true', 'false']).optional().describe('Whether a reading can be made of it'),
  from: momentSchema.optional().describe('Arrived then or later: RFC 3339, or before now: -15m, -1h, -1d'),
  to: momentSchema.optional().describe('Arrived before then; as `from`'),
}

/** Which letters. A parameter that is not known is refused: to overlook it would mean more letters than were meant. */
export const filterSchema = z.strictObject(filterShape)

/** Which letters to replay, and how fast. */
export const replayQuerySchema = z.strictObject({
  ...filterShape,
  rate: z.coerce.number().int().min(1).max(100_000).default(500).describe('Readings a second at most'),
})

/** Which letters to list, and how much of them. */
export const listSchema = z.strictObject({
  ...filterShape,
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: entry.optional().describe('Value of `next` of the page before'),
  order: z.enum(['newest', 'oldest']).default('newest').describe('Which comes first'),
  include: z.enum(['event']).optional().describe('event: with the event itself, and the ids of its readings'),
})

/** The letter in a path. */
export const letterPathSchema = z.object({
  id: z.string().regex(/^[ec]-[0-9a-f]{32}$/, 'is no id of a letter'),
})

/** The replay in a path. */
export const replayPathSchema = z.object({ replay: z.uuid() })

const eventSchema = z.object({
  attributes: z.record(z.string(), z.string()).describe('Attributes and extensions of CloudEvents'),
  contentType: z.string().optional(),
  body: z.string().optional().describe('The body, where it is UTF-8'),
  bodyBase64: z.string().optional().describe('The body, where it is not'),
})

/** A dead letter. What nobody knows is left out. */
export const letterSchema = z.object({
  id: z.string(),
  at: timestampSchema.describe('When it was kept'),
  broker: z.enum([...brokers, 'other']),
  source: z.string().describe('Source of the event'),
  type: z.string().describe('Type of the event'),
  eventId: z.string(),
  publishedAt: timestampSchema.optional().describe('Time of the event'),
  reason: z.string(),
  status: z.int().optional().describe('What the consumer answered at last'),
  attempts: count.optional(),
  firstFailedAt: timestampSchema.optional(),
  lastFailedAt: timestampSchema.optional(),
  readings: count.describe('Readings in it that a writer takes'),
  refused: count.describe(
    'Readings in it that no writer takes; a replay records them in /v1/refused of query',
  ),
  stations: z.array(slugSchema),
  replayable: z.boolean(),
  size: count.describe('Bytes of the body as it came'),
  truncated: z.boolean().describe('Whether the body was too large to be kept whole'),
  readingIds: z.array(z.string()).optional(),
  event: eventSchema.optional(),
})

/** A page of letters, and how many there are in all. */
export const lettersSchema = z.object({
  deadLetters: z.array(letterSchema),
  next: z.string().optional().describe('Value of `after` for the next page; left out on the last'),
  counts: z
    .object({
      held: count.describe('Letters that are here'),
      kept: count.describe('Letters that ever came'),
      repeated: count.describe('Deliveries of letters that were known already'),
      replayed: count,
      deleted: count,
      expired: count.describe('Left because they were too old'),
      displaced: count.describe('Left because there were too many'),
    })
    .describe('Since the beginning, whatever the filter'),
})

/** What became of a letter that was replayed. */
export const sentSchema = z.object({ id: z.string(), readings: count, confirmedBy: z.enum(brokers) })

/** How many letters were deleted. */
export const deletedSchema = z.object({ deleted: count })

/** A replay in the background. */
export const replaySchema = z.object({
  id: z.string(),
  state: z.enum(['running', 'done', 'cancelled']),
  filter: z.record(z.string(), z.unknown()),
  rate: z.int().describe('Readings a second at most'),
  replayed: count.describe('Letters'),
  readings: count.describe('Readings in these letters'),
  skipped: count.describe('Letters of which no reading can be made'),
  trouble: z.string().optional().describe('Why it does not get on at the moment'),
  startedAt: timestampSchema,
  updatedAt: timestampSchema,
})

/** Replays in the background, the newest first. */
export const replaysSchema = z.object({ replays: z.array(replaySchema) })
