import { javaTime } from './event-time.ts'
import type { SourceEvent } from './source-event.ts'

const VERSIONS = new Set(['0.3', '1.0'])

/** The event that `ce_…` headers make, or undefined where the Java SDK would throw: one bad header is enough. */
export function binaryEvent(
  headers: [name: string, value: string | null][],
  value: Buffer | null,
): SourceEvent | undefined {
  const given = new Map<string, string>()
  for (const [name, text] of headers) {
    const attribute = name === 'content-type' ? 'datacontenttype' : attributeOf(name)
    if (attribute === undefined) continue
    if (text === null) return undefined
    given.set(attribute, text)
  }
  return checkedEvent(given, value !== null && value.length > 0 ? value : undefined)
}

/** What the builder of the Java SDK refuses: see its CloudEventBuilder. Otherwise the event. */
export function checkedEvent(
  given: ReadonlyMap<string, string>,
  data: Buffer | undefined,
): SourceEvent | undefined {
  if (!VERSIONS.has(given.get('specversion') ?? '')) return undefined
  if (['id', 'source', 'type'].some((name) => !given.has(name)) || given.get('subject') === '')
    return undefined
  const attributes = new Map<string, string>()
  for (const [name, text] of given) {
    if (!/^[a-z0-9]*$/.test(name)) return undefined
    if ((name === 'source' || name === 'dataschema') && !isJavaUri(text)) return undefined
    const written = name === 'time' ? javaTime(text) : text
    if (written === undefined) return undefined
    if (name !== 'datacontenttype') attributes.set(name, written)
  }
  return { attributes, contentType: given.get('datacontenttype'), data }
}

function attributeOf(header: string): string | undefined {
  return header.length > 3 && header.startsWith('ce_') ? header.slice(3).toLowerCase() : undefined
}

/** Near enough to java.net.URI: no blanks, no `"<>\^`{|}`, a percent sign only before two hexadecimal digits. */
function isJavaUri(text: string): boolean {
  return /^(?:[^\s"<>\\^`{|}%\p{Cc}]|%[0-9a-f]{2})*$/iu.test(text) && text.split('#').length <= 2
}
