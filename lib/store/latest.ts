import { measurementNames } from '#lib/domain/measurements.ts'
import type { Level } from '#lib/domain/quality/verdict.ts'
import type { RainCounterName } from '#lib/domain/rain.ts'
import type { Reading } from '#lib/domain/reading.ts'

/** A newest reading: its flags are those of all checks, and `level` is MADIS's letter. */
export type LatestReading = Reading & { level?: Level }

/** Fields that are numbers in the store but something else in a reading, and those that are text in both. */
const times = ['observedAt', 'receivedAt'] as const
const texts = ['id', 'station', 'municipality', 'condition', 'dialect'] as const
const asTheyAre = [...texts, ...measurementNames]

/**
 * A reading as the fields of a flat hash, always in the same order: equal readings make equal hashes, byte for byte.
 * Times are milliseconds since 1970, flags are joined by blanks, the rain counter is its mm and what it counts of.
 */
export function toLatestFields(reading: Reading): string[] {
  const fields: string[] = []
  for (const name of times) fields.push(name, String(Date.parse(reading[name])))
  for (const name of asTheyAre) {
    const value = reading[name]
    if (value !== undefined) fields.push(name, String(value))
  }
  const { rainCounter } = reading
  if (rainCounter !== undefined)
    fields.push('rainCounter', String(rainCounter.mm), 'rainCounterOf', rainCounter.of)
  if (reading.quality !== undefined) fields.push('quality', reading.quality.join(' '))
  return fields
}

/** The reading in such a hash; undefined for an empty one. */
export function fromLatestFields(hash: Readonly<Record<string, string>>): LatestReading | undefined {
  if (hash.id === undefined) return undefined
  const reading: Record<string, unknown> = {}
  for (const name of texts) if (hash[name] !== undefined) reading[name] = hash[name]
  for (const name of times) reading[name] = new Date(Number(hash[name])).toISOString()
  for (const name of measurementNames) if (hash[name] !== undefined) reading[name] = Number(hash[name])
  if (hash.rainCounter !== undefined) {
    reading.rainCounter = { of: hash.rainCounterOf as RainCounterName, mm: Number(hash.rainCounter) }
  }
  if (hash.quality !== undefined) reading.quality = hash.quality.split(' ')
  if (hash.level !== undefined) reading.level = hash.level
  return reading as LatestReading
}
