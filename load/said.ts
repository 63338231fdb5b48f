import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const count = z.int().min(0)

/** Response times in milliseconds: half, 95 and 99 of a hundred requests took no longer; and the longest. */
const timesSchema = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .transform(([p50, p95, p99, max]) => ({ p50, p95, p99, max }))

const saidSchema = z.strictObject({
  requests: count,
  failures: count,
  acknowledged: count,
  seconds: z.number().min(0),
  milliseconds: timesSchema,
  dialects: z.record(
    z.string(),
    z.strictObject({ requests: count, failures: count, readings: count, milliseconds: timesSchema }),
  ),
  errors: z.array(z.string()),
  ids: z.array(z.uuid()),
})

/**
 * What Locust says of its run: `acknowledged` counts readings in answers that their senders take for a success, `ids`
 * are those that such answers have told, `seconds` lie between the first request and the last answer.
 */
export type Said = z.infer<typeof saidSchema>

/** Reads what the locustfile has written. */
export async function readSaid(file: string): Promise<Said> {
  return saidSchema.parse(JSON.parse(await readFile(file, 'utf8')))
}
