import * as z from 'zod'
import { type Measurement, measurementNames, measurements } from '#lib/domain/measurements.ts'
import { slugSchema, toSlug } from '#lib/domain/slug.ts'

/** A station has one key, or two while it changes from one to the other. */
export const MAX_KEYS = 2

/** Dialects whose one identity field is all the proof that they have: only its fingerprint is kept. */
export const passkeyDialects: readonly string[] = ['ecowitt', 'ambient']

const shown = z
  .string()
  .min(1)
  .refine((text) => !/\p{Cc}/u.test(text), 'must have no control characters')

/** What the registry keeps of a key: never the key. */
export const keyEntrySchema = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9a-hjkmnp-tv-z]{6}$/)
    .describe('Names the key; its first six characters, unless the owner chose the key'),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe("HMAC-SHA256 with the server's secret; left out where the key is derived from secret and salt"),
  created: z.iso.datetime(),
})

/** What is kept of one key. */
export type KeyEntry = z.infer<typeof keyEntrySchema>

const identitySchema = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[!-~]+$/, 'must be printable ASCII without blanks')

const limitSchema = z.strictObject({ min: z.number().optional(), max: z.number().optional() })

/** One station, as the file has it. */
export const stationSchema = z.strictObject({
  id: slugSchema.describe('What the station is called everywhere: in readings, keys of the store and paths'),
  name: shown.max(128).optional().describe('For people'),
  municipality: shown
    .max(64)
    .refine((name) => toSlug(name) !== '', 'must contain a letter or a digit of the Latin alphabet')
    .optional()
    .describe('As people write it; its slug is made of it'),
  position: z
    .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .optional()
    .describe('Degrees, WGS 84'),
  elevation: z.number().min(-430).max(8850).optional().describe('Metres above sea level'),
  identities: z
    .record(slugSchema, z.array(identitySchema).min(1).max(8))
    .optional()
    .describe(
      'Dialect to the IDs by which it names this station; of a PASSKEY the fingerprint, hmac:… Besides, the id of the station is an identity in every dialect',
    ),
  keys: z
    .array(keyEntrySchema)
    .max(MAX_KEYS)
    .optional()
    .describe('Left out: it needs none in the mode `open`. Empty: nobody can send for it'),
  interval: z.int().min(1).max(86_400).optional().describe('Seconds expected between two readings'),
  readingsPerMinute: z.int().min(1).max(1_000_000).optional().describe('Instead of what holds for all'),
  limits: z
    .strictObject(
      Object.fromEntries(measurementNames.map((name) => [name, limitSchema.optional()])) as Record<
        Measurement,
        z.ZodOptional<typeof limitSchema>
      >,
    )
    .optional()
    .describe('What its climate allows, in the units of readings'),
})

/** One station. */
export type Station = z.infer<typeof stationSchema>

/** The whole file. */
export const stationsFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    stations: z.array(stationSchema).max(10_000),
  })
  .describe('The stations of a Chaac pipeline')

/** What breaks the rules that concern one station but no schema can say. */
export function problemsOf({ identities = {}, limits = {} }: Station): string[] {
  const problems: string[] = []
  for (const dialect of passkeyDialects) {
    if (identities[dialect]?.some((identity) => !/^hmac:[0-9a-f]{32}$/.test(identity)))
      problems.push(`identities.${dialect}: keeps fingerprints only, npm run stations makes them`)
  }
  for (const name of measurementNames) {
    const { min: least, max: most } = { min: limits[name]?.min, max: limits[name]?.max }
    const { minValue, maxValue } = measurements[name]
    const outside = [least, most].some(
      (x) => x !== undefined && (x < Number(minValue) || x > Number(maxValue)),
    )
    if (outside) problems.push(`limits.${name}: lies outside of what is possible, ${minValue} to ${maxValue}`)
    if (least !== undefined && most !== undefined && least > most)
      problems.push(`limits.${name}: min is greater than max`)
  }
  return problems
}
