import { measurementNames } from '#lib/domain/measurements.ts'
import { checks } from '#lib/domain/quality/flags.ts'
import type {
  Counters,
  DeadLetter,
  Extremes,
  Municipality,
  Overall,
  Quality,
  Refusal,
  Step,
  Summary,
} from './picture.ts'

/** A flat hash of the store. */
export type Fields = Readonly<Record<string, string>>

const extremes = ['temperatureMin', 'temperatureMax', 'humidityMin', 'humidityMax'] as const

/** All fields as numbers; what is none is left out. */
export function toNumbers(fields: Fields): Record<string, number> {
  return numbers(fields, Object.keys(fields)) as Record<string, number>
}

/** The pipeline in numbers, of the hashes of the window, of what was stored, delivered, put aside, and failed a check. */
export function toSummary([
  overall = {},
  totals = {},
  deliveries = {},
  dead = {},
  failed = {},
]: readonly Fields[]): Summary {
  const quality = toQuality(failed)
  return {
    stations: Number(overall.stations ?? 0),
    overall: toOverall(overall),
    counters: toCounters(totals, deliveries),
    deadLetters: toDeadLetters(dead),
    ...(quality === undefined ? {} : { quality }),
  }
}

/** The window in numbers. */
export function toOverall(fields: Fields): Overall {
  const names = ['readings', 'silent', 'minutes', 'observedAt'] as const
  const { readings = 0, silent = 0, minutes, observedAt } = numbers(fields, names)
  const overall: Overall = { readings, silent, ...toExtremes(fields) }
  if (minutes !== undefined) overall.minutes = minutes
  if (observedAt !== undefined) overall.observedAt = new Date(observedAt).toISOString()
  return overall
}

/** A municipality; undefined when there is none in the hash. */
export function toMunicipality(slug: string, fields: Fields): Municipality | undefined {
  if (fields.readings === undefined) return undefined
  return {
    municipality: slug,
    name: fields.name ?? slug,
    readings: Number(fields.readings),
    ...numbers(fields, ['temperature', 'humidity']),
    ...toExtremes(fields),
    ...(fields.mostCommon === undefined ? {} : { mostCommon: fields.mostCommon }),
    ...(fields.leastCommon === undefined ? {} : { leastCommon: fields.leastCommon }),
  }
}

/** What was stored and delivered. */
export function toCounters(totals: Fields, deliveries: Fields): Counters {
  const { stored = 0 } = toNumbers(totals)
  const { duplicates = 0, late = 0, refused = 0, kafka = 0, rabbitmq = 0 } = toNumbers(deliveries)
  return { stored, duplicates, late, refused, delivered: { kafka, rabbitmq } }
}

/** How many dead letters are kept: those that came, without those that left. */
export function toDeadLetters(counts: Fields): number {
  const { kept = 0, replayed = 0, deleted = 0, expired = 0, displaced = 0 } = toNumbers(counts)
  return Math.max(0, kept - replayed - deleted - expired - displaced)
}

/** How many values have failed each check; undefined while the window is empty. */
export function toQuality(fields: Fields): Quality | undefined {
  const found = numbers(fields, checks)
  if (Object.keys(found).length === 0) return undefined
  return Object.fromEntries(checks.map((check) => [check, found[check] ?? 0])) as Quality
}

/** A step, whose id is its time. */
export function toStep(id: string, fields: Fields): Step {
  const { readings = 0 } = numbers(fields, ['readings'])
  return { at: Number.parseInt(id, 10), readings, means: numbers(fields, measurementNames) }
}

/** A refusal, whose id is the time of refusing. */
export function toRefusal(id: string, { broker = '', reason = '', reading = '' }: Fields): Refusal {
  const at = new Date(Number.parseInt(id, 10)).toISOString()
  return { id, at, broker, reason, reading: parsed(reading) }
}

/** A dead letter, kept at the time of its entry. */
export function toDeadLetter(entry: string, { id = '', broker = '', reason = '' }: Fields): DeadLetter {
  return { id, at: new Date(Number.parseInt(entry, 10)).toISOString(), broker, reason }
}

function toExtremes(fields: Fields): Extremes {
  return numbers(fields, extremes)
}

function numbers<Name extends string>(fields: Fields, names: readonly Name[]): Partial<Record<Name, number>> {
  const found: Partial<Record<Name, number>> = {}
  for (const name of names) {
    const text = fields[name]
    if (text === undefined || text === '') continue
    const value = Number(text)
    if (Number.isFinite(value)) found[name] = value
  }
  return found
}

/** What was refused may be anything; JSON where it is JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
