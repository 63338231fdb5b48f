import * as z from 'zod'
import type { Condition } from './condition.ts'
import { measurements } from './measurements.ts'
import type { Observation } from './observation.ts'
import { nameSchema } from './slug.ts'

/** The municipalities by their numbers in the assignment's contract; 0 stands for none of them. */
const municipalities = { 1: 'mixco', 2: 'guatemala', 3: 'amatitlan', 4: 'chinautla' } as const

/** The weathers by their numbers in the assignment's contract. */
const weathers = ['unknown', 'sunny', 'cloudy', 'rainy', 'foggy'] as const

/** The words that load generators of the original send, in both languages. */
const words = new Map<string, Condition>(
  Object.entries({
    sunny: 'sunny',
    cloudy: 'cloudy',
    rainy: 'rainy',
    foggy: 'foggy',
    stormy: 'stormy',
    snowy: 'snowy',
    windy: 'windy',
    unknown: 'unknown',
    soleado: 'sunny',
    nublado: 'cloudy',
    lluvioso: 'rainy',
    neblina: 'foggy',
    tormenta: 'stormy',
    nevado: 'snowy',
    ventoso: 'windy',
  }),
)

/** Each of them in any case, blanks around it: a pattern, so that the contract says what is taken. */
const wordPattern = new RegExp(`^\\s*(?:${[...words.keys()].map(inAnyCase).join('|')})\\s*$`)

const municipality = z
  .union(
    [
      nameSchema,
      z
        .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
        .transform((number) => municipalities[number]),
    ],
    'must be a name of 1 to 64 characters or a number from 1 to 4',
  )
  .describe('Name, or number: 1 mixco, 2 guatemala, 3 amatitlan, 4 chinautla')

/** Weather in the words and numbers of the original. */
export const weatherSchema = z
  .union(
    [
      z
        .string()
        .regex(wordPattern)
        .transform((word) => words.get(word.trim().toLowerCase())),
      z
        .int()
        .min(0)
        .max(4)
        .transform((number) => weathers[number]),
    ],
    `must be a number from 0 to 4 or one of ${[...words.keys()].join(', ')}`,
  )
  .transform((condition) => condition as Condition)
  .describe('Word in any case, or number: 0 unknown, 1 sunny, 2 cloudy, 3 rainy, 4 foggy')

/** What the original's clients send, in any of their three spellings: names, enum numbers, enum names. */
export const classicSchema = z.strictObject({
  municipality,
  temperature: measurements.temperature,
  humidity: measurements.humidity,
  weather: weatherSchema,
})

/** A checked message of the original. */
export type Classic = z.infer<typeof classicSchema>

/** The observation in a message of the original: each municipality is one station. */
export function observationOf({ municipality, temperature, humidity, weather }: Classic): Observation {
  return { station: municipality, municipality, temperature, humidity, condition: weather }
}

function inAnyCase(word: string): string {
  return word.replace(/./g, (letter) => `[${letter.toUpperCase()}${letter}]`)
}
