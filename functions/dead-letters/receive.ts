import { brokers, sourceOf } from '#lib/domain/event.ts'
import { contentOf, stationsOf } from './content.ts'
import { failureAttributes, failureOf, toTime } from './failure.ts'
import type { DeadEvent, Letter } from './letter.ts'
import { letterId } from './letter-id.ts'

/** A request with a dead letter. Header names are in lower case. `size`: bytes of the whole body. */
export type Received = {
  path: string
  headers: Readonly<Record<string, string | undefined>>
  body: Buffer
  size: number
}

/** What a source adds on its way here; the next delivery may bring others. */
const hops = ['knativekafkapartition', 'knativekafkaoffset']

/** How much of a name is kept in the list, in characters. The event itself is kept whole. */
const MAX_NAME = 500

/**
 * The letter in a request, whatever it is: it has been given up once, and there is no place after this one.
 * @param tries how often the sources try before they give up
 */
export function toLetter(
  { path, headers, body, size }: Received,
  tries: number,
): { letter: Letter; event: DeadEvent } {
  const all = attributesOf(headers)
  const told = new Set([...failureAttributes, ...hops])
  const attributes = Object.fromEntries(Object.entries(all).filter(([name]) => !told.has(name)))
  const event: DeadEvent = { attributes, contentType: headers['content-type'], body }
  const { readings, refusals, problem } = contentOf(event)
  const frame = {
    broker: brokerOf(path, all),
    source: name(all.source),
    type: name(all.type),
    eventId: name(all.id),
  }
  const letter: Letter = {
    id: letterId(frame, event),
    ...frame,
    publishedAt: toTime(all.time),
    ...failureOf(all, problem, tries),
    readings: readings.length,
    refused: refusals.length,
    stations: stationsOf(readings),
    size,
    truncated: size > body.length,
  }
  return { letter, event }
}

/** The attributes of CloudEvents in binary mode. */
export function attributesOf(headers: Received['headers']): Record<string, string> {
  const found = Object.entries(headers).filter(([name]) => name.startsWith('ce-') && name.length > 3)
  return Object.fromEntries(found.map(([name, value]) => [name.slice(3), value ?? '']))
}

/** The way it came: the end of the sink's path says so; else what a source or a writer leaves in an event. */
function brokerOf(path: string, { source = '', ...all }: Record<string, string>): Letter['broker'] {
  const named = brokers.find((broker) => path === `/${broker}`)
  if (named !== undefined) return named
  if (all.knativekafkaoffset !== undefined) return 'kafka'
  const isFrom = (broker: (typeof brokers)[number]) =>
    source === sourceOf[broker] || source.includes(`/${broker}sources/`)
  return brokers.find(isFrom) ?? 'other'
}

function name(text = ''): string {
  return text.slice(0, MAX_NAME)
}
