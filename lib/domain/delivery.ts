import { PermanentError } from '#lib/platform/errors.ts'
import { brokers, MAX_READINGS, READINGS_EVENT_TYPE, sourceOf } from './event.ts'
import { parseReading } from './observation.ts'
import type { Reading } from './reading.ts'

/** Something in an event that is no reading: as it came, and why. */
export type Refusal = { reason: string; json: string }

/** What one event brings to the store. */
export type Delivery = {
  /** The way it came: a broker's name, or `other`. */
  broker: string
  readings: readonly Reading[]
  refusals: readonly Refusal[]
}

/** As much of an event as tells what is in it. */
export type EventContent = { type: string; source: string; data?: unknown }

/** How much of a refused reading is kept, in characters: enough to see what it was. */
const MAX_REASON = 500
const MAX_JSON = 8_000

/**
 * What an event brings to the store. One bad reading does not take the others along: it is refused by itself.
 * @throws PermanentError when the event can never be one of ours
 */
export function toDelivery(event: EventContent): Delivery {
  if (event.type !== READINGS_EVENT_TYPE)
    throw new PermanentError(`type is ${event.type}, not ${READINGS_EVENT_TYPE}`, { flaw: 'type' })
  const found = (event.data as { readings?: unknown } | null | undefined)?.readings
  if (!Array.isArray(found) || found.length === 0)
    throw new PermanentError('data has no readings', { flaw: 'content' })
  if (found.length > MAX_READINGS)
    throw new PermanentError(`data has more than ${MAX_READINGS} readings`, { flaw: 'content' })
  const readings: Reading[] = []
  const refusals: Refusal[] = []
  for (const input of found) {
    const parsed = parseReading(input)
    if ('reading' in parsed) readings.push(parsed.reading)
    else refusals.push({ reason: parsed.reason.slice(0, MAX_REASON), json: jsonOf(input).slice(0, MAX_JSON) })
  }
  const broker = brokers.find((name) => sourceOf[name] === event.source) ?? 'other'
  return { broker, readings, refusals }
}

/** As it came. JSON can be read at any depth but not written: what is too deep would otherwise come again for ever. */
function jsonOf(input: unknown): string {
  try {
    return JSON.stringify(input)
  } catch {
    return '"nested too deeply to be kept"'
  }
}
