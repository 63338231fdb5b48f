import type { Reading } from '#lib/domain/reading.ts'

/** What was stored and delivered since the beginning. */
export type Counters = {
  stored: number
  duplicates: number
  late: number
  refused: number
  delivered: { kafka: number; rabbitmq: number }
}

/** The living picture, as this function reads it. Every method rejects with TransientError while it is away. */
export type Picture = {
  /** Slugs of the stations in the window, in order. */
  stations(): Promise<string[]>
  /** The newest reading of each; undefined for a station that is not in the window. */
  latest(stations: readonly string[]): Promise<(Reading | undefined)[]>
  counters(): Promise<Counters>
}
