import { randomUUID } from 'node:crypto'
import { goTime } from './event-time.ts'
import type { SourceEvent } from './source-event.ts'

/** Why a message is never sent: it is dead-lettered at once. */
export class Unsendable extends Error {
  override readonly name = 'Unsendable'
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const MEDIA_TYPE = new RegExp(
  `^${TOKEN}(?:/${TOKEN})?\\s*(?:;\\s*${TOKEN}\\s*=\\s*(?:${TOKEN}|"(?:[^"\\\\]|\\\\.)*")\\s*)*;?\\s*$`,
)
const TRIMMED = new Set(['id', 'type', 'subject', 'dataschema'])

/**
 * The event of these attributes as the Go SDK checks and completes it: names of extensions, `time`, media type; a
 * random `id` and the time of now where they are missing.
 * @throws Unsendable
 */
export function checkedEvent(given: ReadonlyMap<string, string>, data: Buffer): SourceEvent {
  const attributes = new Map<string, string>()
  for (const [name, value] of given) {
    if (!/^[A-Za-z0-9]+$/.test(name)) throw new Unsendable(`"${name}" cannot name an attribute`)
    const written = TRIMMED.has(name) ? value.trim() : value
    if (name === 'id' && written === '') throw new Unsendable('id is empty')
    if (name === 'subject' && written === '') continue
    if (name !== 'datacontenttype') attributes.set(name, name === 'time' ? checkedTime(value) : written)
  }
  if (!attributes.get('type')) throw new Unsendable('type is missing')
  if (!attributes.get('source')?.trim()) throw new Unsendable('source is missing')
  if (!attributes.has('id')) attributes.set('id', randomUUID())
  if (!attributes.has('time')) attributes.set('time', checkedTime(new Date().toISOString()))
  const contentType = given.get('datacontenttype')?.trim() || undefined
  if (contentType !== undefined && !MEDIA_TYPE.test(contentType))
    throw new Unsendable(`"${contentType}" is no media type`)
  return { attributes, contentType, data }
}

function checkedTime(value: string): string {
  const written = goTime(value)
  if (written === undefined) throw new Unsendable(`time "${value}" is not RFC 3339`)
  return written
}
