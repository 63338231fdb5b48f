import * as z from 'zod'
import { conditionSchema } from '#lib/domain/condition.ts'
import { measurementNames, measurements } from '#lib/domain/measurements.ts'
import { type Check, checks } from '#lib/domain/quality/flags.ts'
import { levelSchema } from '#lib/domain/quality/verdict.ts'
import { readingSchema, timestampSchema } from '#lib/domain/reading.ts'
import { nameSchema, slugSchema } from '#lib/domain/slug.ts'
import { stationSchema as registered } from '#lib/stations/schema.ts'
import { formatShape } from './format.ts'
import { spanSchema } from './span.ts'

/** A page of a list in the order of slugs: `limit` of them, those after the slug `after`. */
export const pageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: slugSchema.optional(),
  ...formatShape,
})

/** A page of refusals: `limit` of them, those before the id `before`. */
export const refusedPageSchema = z.object({
  limit: pageSchema.shape.limit,
  before: z
    .string()
    .regex(/^\d{1,15}-\d{1,10}$/, 'must be an id as this list gives it')
    .optional(),
  ...formatShape,
})

/** Nothing but the format. */
export const formatOnlySchema = z.object(formatShape)

/** A span of a series. */
export const seriesQuerySchema = spanSchema.extend(formatShape)

/** The station in a path: a name in any spelling. */
export const stationPathSchema = z.object({ station: nameSchema })

/** The municipality in a path: a name in any spelling. */
export const municipalityPathSchema = z.object({ municipality: nameSchema })

const next = slugSchema.optional().describe('Value of `after` for the next page; left out on the last')

/** A newest reading: with the flags of all checks, and a letter. */
export const latestSchema = readingSchema.safeExtend({
  quality: z.array(z.string()).min(1).optional().describe('Flags: clock, or a check and what failed it'),
  level: levelSchema.optional(),
})

/** The newest reading of a station, with what the registry knows of it. */
export const stationSchema = latestSchema.safeExtend({
  name: registered.shape.name,
  position: registered.shape.position,
  elevation: registered.shape.elevation,
})

/** Stations in order of their slugs, each with its newest reading; `next` continues. */
export const stationsSchema = z.object({ stations: z.array(stationSchema), next })

/** A page of the map. */
export const mapPageSchema = pageSchema.omit({ format: true })

/** A station on the map: a feature of RFC 7946. */
export const featureSchema = z.object({
  type: z.literal('Feature'),
  id: slugSchema,
  geometry: z.object({
    type: z.literal('Point'),
    coordinates: z.array(z.number()).min(2).max(3).describe('Longitude, latitude, elevation'),
  }),
  properties: z.object({
    ...z.object(latestSchema.shape).partial().shape,
    station: slugSchema,
    name: registered.shape.name,
  }),
})

/** Stations whose position the registry knows, in order of their slugs; `next` continues. */
export const mapSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(featureSchema),
  next,
})

const count = z.int().min(0)

const extremes = {
  temperatureMin: z.number().optional().describe('°C'),
  temperatureMax: z.number().optional().describe('°C'),
  humidityMin: z.number().optional().describe('%'),
  humidityMax: z.number().optional().describe('%'),
}

/** A municipality over the window. */
export const municipalitySchema = z.object({
  municipality: slugSchema,
  name: z.string(),
  readings: count,
  temperature: z.number().optional().describe('Mean, °C'),
  humidity: z.number().optional().describe('Mean, %'),
  ...extremes,
  mostCommon: z.string().optional().describe('Condition'),
  leastCommon: z.string().optional().describe('Condition'),
})

/** Municipalities in order of their slugs; `next` continues. */
export const municipalitiesSchema = z.object({ municipalities: z.array(municipalitySchema), next })

/** What was stored and delivered since the beginning. */
export const countersSchema = z.object({
  stored: count.describe('Readings stored since the beginning, each counted once'),
  duplicates: count.describe('Deliveries of readings that were stored already'),
  late: count.describe('Deliveries of readings that had left the window'),
  refused: count.describe('Readings refused by a consumer'),
  delivered: z.object({ kafka: count, rabbitmq: count }).describe('Deliveries of readings by broker'),
})

/** The window in numbers. */
export const overallSchema = z.object({
  readings: count.describe('Readings in the window'),
  silent: count.describe('Stations in the window that have said nothing for ten minutes'),
  minutes: count.optional().describe('Length of the window; left out while nothing is in it'),
  observedAt: timestampSchema.optional().describe('Time of the newest reading'),
  ...extremes,
})

/** The pipeline in numbers. */
export const summarySchema = z.object({
  stations: count.describe('Stations in the window'),
  ...overallSchema.shape,
  ...countersSchema.shape,
  deadLetters: count.describe('Events that wait in the dead letters'),
  quality: z
    .object(Object.fromEntries(checks.map((check) => [check, count])) as Record<Check, typeof count>)
    .optional()
    .describe('Values of the window that have failed each check of quality'),
})

/** Conditions in the window, the most common first. */
export const conditionsSchema = z.object({
  conditions: z.array(z.object({ condition: conditionSchema, readings: count })),
})

const pointSchema = z.object({
  at: timestampSchema.describe('Beginning of the step'),
  readings: count,
  ...(Object.fromEntries(measurementNames.map((name) => [name, measurements[name].optional()])) as Record<
    string,
    z.ZodType
  >),
})

/** A series: one point a step that has readings, each with their means; of rain, the sum. */
export const seriesSchema = z.object({
  from: timestampSchema,
  to: timestampSchema,
  step: count.describe('Seconds'),
  measurements: z.array(z.enum(measurementNames)).describe('What the points have'),
  points: z.array(pointSchema),
})

/** A reading that a consumer refused. */
export const refusalSchema = z.object({
  id: z.string(),
  at: timestampSchema,
  broker: z.string(),
  reason: z.string(),
  reading: z.unknown().describe('The reading as it came'),
})

/** An event that has run out of tries, or can never be stored. */
export const deadLetterSchema = z.object({
  id: z.string(),
  at: timestampSchema,
  broker: z.string(),
  reason: z.string(),
})

/** Refusals, the newest first; `next` continues. */
export const refusedSchema = z.object({
  refused: z.array(refusalSchema),
  next: z.string().optional().describe('Value of `before` for the next page; left out on the last'),
})
