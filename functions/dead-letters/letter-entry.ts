import { brokers } from '#lib/domain/event.ts'
import type { DeadEvent, KeptLetter, Letter } from './letter.ts'

/** How much of the event an entry shows to people, in characters. */
const PREVIEW = 500

const names = ['id', 'broker', 'source', 'type', 'eventId', 'publishedAt', 'reason', 'status'] as const
const times = ['firstFailedAt', 'lastFailedAt'] as const
const counts = ['attempts', 'readings', 'refused', 'size'] as const

/**
 * A letter as fields and values of the stream, always the same in the same order. What is not known is empty, or 0 where
 * it is a count: to Grafana a column is one of numbers or one of texts.
 */
export function toFields(letter: Letter, event: DeadEvent): string[] {
  const fields = [...names, ...times].flatMap((name) => [name, String(letter[name] ?? '')])
  const numbers = counts.flatMap((name) => [name, String(letter[name] ?? 0)])
  const preview = event.body
    .subarray(0, 4 * PREVIEW)
    .toString()
    .slice(0, PREVIEW)
  const stations = letter.stations.join(' ')
  return [
    ...fields,
    ...numbers,
    ...['stations', stations, 'truncated', letter.truncated ? '1' : '', 'event', preview],
  ]
}

/** The letter of an entry. */
export function fromFields(entry: string, flat: readonly string[]): KeptLetter {
  const fields = new Map<string, string>()
  for (let at = 0; at < flat.length; at += 2) fields.set(flat[at] ?? '', flat[at + 1] ?? '')
  const text = (name: string) => fields.get(name) ?? ''
  const number = (name: string) => (text(name) === '' ? undefined : Number(text(name)))
  return {
    entry,
    at: Number.parseInt(entry, 10),
    id: text('id'),
    broker: brokers.find((broker) => broker === text('broker')) ?? 'other',
    source: text('source'),
    type: text('type'),
    eventId: text('eventId'),
    publishedAt: number('publishedAt'),
    reason: text('reason'),
    status: number('status'),
    attempts: number('attempts') || undefined,
    firstFailedAt: number('firstFailedAt'),
    lastFailedAt: number('lastFailedAt'),
    readings: number('readings') ?? 0,
    refused: number('refused') ?? 0,
    stations: text('stations').split(' ').filter(Boolean),
    size: number('size') ?? 0,
    truncated: text('truncated') !== '',
  }
}

/** An event as it is stored: a line of JSON, then its body as it came. */
export function packEvent({ attributes, contentType, body }: DeadEvent): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify({ attributes, contentType })}\n`), body])
}

/** The other direction. */
export function unpackEvent(packed: Buffer): DeadEvent {
  const end = packed.indexOf('\n')
  const { attributes, contentType } = JSON.parse(packed.subarray(0, end).toString())
  return { attributes, contentType, body: packed.subarray(end + 1) }
}
