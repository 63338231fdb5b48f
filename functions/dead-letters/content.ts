import { type Delivery, type Refusal, toDelivery } from '#lib/domain/delivery.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { decodeEvents } from '#lib/platform/cloud-event.ts'
import { messageOf, PermanentError } from '#lib/platform/errors.ts'
import type { DeadEvent } from './letter.ts'

/** What is in an event; `problem` says why a consumer refuses all of it. */
export type Content = { readings: Reading[]; refusals: Refusal[]; problem?: string }

/** Looks into an event with the eyes of a consumer. Never throws: a dead letter may be anything. */
export function contentOf({ attributes, contentType, body }: DeadEvent): Content {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(attributes)) headers[`ce-${name}`] = value
  if (contentType !== undefined) headers['content-type'] = contentType
  try {
    const deliveries: Delivery[] = decodeEvents({ headers, body: body.toString() }).map(toDelivery)
    return {
      readings: deliveries.flatMap(({ readings }) => readings),
      refusals: deliveries.flatMap(({ refusals }) => refusals),
    }
  } catch (error) {
    const problem = error instanceof PermanentError ? messageOf(error) : `cannot be read: ${messageOf(error)}`
    return { readings: [], refusals: [], problem }
  }
}

/** The stations of readings, each once. */
export function stationsOf(readings: readonly Reading[]): string[] {
  return [...new Set(readings.map(({ station }) => station))].sort()
}
