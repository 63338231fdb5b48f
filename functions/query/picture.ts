import type { Measurement } from '#lib/domain/measurements.ts'
import type { Check } from '#lib/domain/quality/flags.ts'
import type { LatestReading } from '#lib/store/latest.ts'

/** What was stored and delivered since the beginning. */
export type Counters = {
  stored: number
  duplicates: number
  late: number
  refused: number
  delivered: { kafka: number; rabbitmq: number }
}

/** The least and the greatest that was measured in the window; left out when nothing was. */
export type Extremes = {
  temperatureMin?: number
  temperatureMax?: number
  humidityMin?: number
  humidityMax?: number
}

/** The whole window in numbers. `silent` stations are in it, but have said nothing for ten minutes. */
export type Overall = Extremes & { readings: number; silent: number; minutes?: number; observedAt?: string }

/** How many values of the window have failed each check. */
export type Quality = Record<Check, number>

/** The pipeline in numbers, as it was at one moment. */
export type Summary = {
  /** How many are in the window. */
  stations: number
  overall: Overall
  counters: Counters
  /** How many dead letters are kept. */
  deadLetters: number
  /** Check of quality to values of the window that have failed it; left out while nothing is in it. */
  quality?: Quality
}

/** Condition to readings. */
export type Conditions = Record<string, number>

/** Everything that a glance needs, as it was at one moment: it grows with the number of municipalities. */
export type Overview = Summary & {
  /** Municipality to its mean. */
  averages: { temperature: Record<string, number>; humidity: Record<string, number> }
  conditions: Conditions
}

/** A municipality in the window. */
export type Municipality = Extremes & {
  municipality: string
  name: string
  readings: number
  temperature?: number
  humidity?: number
  mostCommon?: string
  leastCommon?: string
}

/** A step of a series: when it began (ms), how many readings it has, and their means; of rain, the sum. */
export type Step = { at: number; readings: number; means: Partial<Record<Measurement, number>> }

/** Whose series. */
export type Subject = { of: 'everything' } | { of: 'station' | 'municipality'; slug: string }

/** A reading that a consumer refused. */
export type Refusal = { id: string; at: string; broker: string; reason: string; reading: unknown }

/** An event that has run out of tries, or can never be stored. */
export type DeadLetter = { id: string; at: string; broker: string; reason: string }

/** The living picture, as this function reads it. Every method rejects with TransientError while it is away. */
export type Picture = {
  /** Slugs of stations in the window, in order, at most so many: those after one, or the first. */
  stations(limit: number, after?: string): Promise<string[]>
  /** The newest reading of each; undefined for a station that is not in the window. */
  latest(stations: readonly string[]): Promise<(LatestReading | undefined)[]>
  /** Slugs of the municipalities in the window, in order. */
  municipalities(): Promise<string[]>
  /** Each of them; undefined for one that is not in the window. */
  municipality(slugs: readonly string[]): Promise<(Municipality | undefined)[]>
  summary(): Promise<Summary>
  conditions(): Promise<Conditions>
  overview(): Promise<Overview>
  /** The steps that began in a span of time (ms), the end excluded, oldest first. */
  steps(subject: Subject, from: number, to: number): Promise<Step[]>
  /** Refusals, newest first: those before an id, or the newest. */
  refused(limit: number, before?: string): Promise<Refusal[]>
  /** The newest dead letters. */
  dead(limit: number): Promise<DeadLetter[]>
}
