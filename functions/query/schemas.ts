import { z } from 'zod'
import { readingSchema } from '#lib/domain/reading.ts'
import { nameSchema, slugSchema } from '#lib/domain/slug.ts'

/** A page of stations: `limit` of them, those after the slug `after`. */
export const pageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: slugSchema.optional(),
})

/** The station in a path: a name in any spelling. */
export const stationPathSchema = z.object({ station: nameSchema })

/** Stations in order of their slugs, each with its newest reading; `next` continues. */
export const stationsSchema = z.object({
  stations: z.array(readingSchema),
  next: slugSchema.optional().describe('Value of `after` for the next page; left out on the last'),
})

const count = z.int().min(0)

/** The pipeline in numbers. */
export const summarySchema = z.object({
  stations: count.describe('Stations in the window'),
  stored: count.describe('Readings stored since the beginning, each counted once'),
  duplicates: count.describe('Deliveries of readings that were stored already'),
  late: count.describe('Deliveries of readings that had left the window'),
  refused: count.describe('Readings refused by a consumer'),
  delivered: z.object({ kafka: count, rabbitmq: count }).describe('Deliveries of readings by broker'),
})
