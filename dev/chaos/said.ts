import type { Condition } from '#lib/domain/condition.ts'

/** What a station of the chaos sends. */
export type Said = {
  station: string
  municipality: string
  /** RFC 3339, by stations that have a clock. */
  observedAt?: string
  /** The station's own id, by stations that give one. */
  id?: string
  temperature: number
  humidity: number
  pressure: number
  windSpeed: number
  rain: number
  condition: Condition
}

/** The measurements that are sent. Each is a whole number of thousandths. */
export const sentMeasurements = ['temperature', 'humidity', 'pressure', 'windSpeed', 'rain'] as const

/** One of them. */
export type Sent = (typeof sentMeasurements)[number]

/** Readings that leave together. With a key (`Idempotency-Key`) they must come again as they are. */
export type Batch = { readings: readonly Said[]; key?: string; asLines: boolean }
