import { READINGS_EVENT_TYPE, type ReadingsEvent } from '#lib/domain/event.ts'
import { type Carrier, carrierOfTrace } from '#lib/platform/telemetry-spans.ts'

/** An event as a message: CloudEvents attributes still without a broker's prefix, content type, and body. */
export type EventMessage = {
  attributes: Readonly<Record<string, string>>
  /** The trace; among the attributes too, by their distributed tracing extension. Empty where nothing is traced. */
  trace: Carrier
  contentType: 'application/json'
  body: Buffer
}

/**
 * The parts of which an adapter makes its broker's message. Values are strings, and names of extensions are letters
 * and digits only: anything else and Knative's sources no longer see a CloudEvent.
 */
export function toEventMessage({ id, source, time, readings }: ReadingsEvent): EventMessage {
  const trace = carrierOfTrace()
  return {
    attributes: { specversion: '1.0', id, source, type: READINGS_EVENT_TYPE, time, ...trace },
    trace,
    contentType: 'application/json',
    body: Buffer.from(JSON.stringify({ readings })),
  }
}
