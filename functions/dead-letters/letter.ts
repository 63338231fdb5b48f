import type { Broker } from '#lib/domain/event.ts'

/** An event as it came, byte for byte: what it takes to send it again. */
export type DeadEvent = {
  /** Attributes and extensions of CloudEvents, without what the source told of its failure. */
  attributes: Readonly<Record<string, string>>
  contentType: string | undefined
  /** At most MAX_BODY bytes. */
  body: Buffer
}

/** Everything about a dead letter but the event. Times in milliseconds; undefined is what nobody knows. */
export type Letter = {
  /** The same letter, delivered again, has the same id. */
  id: string
  broker: Broker | 'other'
  source: string
  type: string
  eventId: string
  publishedAt: number | undefined
  reason: string
  /** What the consumer answered at last. */
  status: number | undefined
  attempts: number | undefined
  firstFailedAt: number | undefined
  lastFailedAt: number | undefined
  /** How many readings are in it that a writer takes, how many that none ever will, and the stations of the first. */
  readings: number
  refused: number
  stations: readonly string[]
  /** Bytes of the body as it came. */
  size: number
  truncated: boolean
}

/** A letter that is kept: the entry tells its place in the order of arrival, and the time of it. */
export type KeptLetter = Letter & { entry: string; at: number }

/** How much of a body is kept: as much as consumers take. */
export const MAX_BODY = 4 * 1024 * 1024

/** Whether sending it again can make a reading of it. */
export function isReplayable({ readings, truncated }: Letter): boolean {
  return readings > 0 && !truncated
}
