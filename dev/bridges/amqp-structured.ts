import { Unsendable } from './amqp-checks.ts'
import { rawMember } from './raw-json.ts'

const VERSIONS = ['0.3', '1.0']
const INT32 = 2 ** 31

/** The attributes and the data of an event in JSON.
 * @throws Unsendable
 */
export function readStructured(content: Buffer): { attributes: Map<string, string>; data: Buffer } {
  const json = content.toString()
  const members = parseObject(json)
  if (!VERSIONS.includes(String(members.specversion))) throw new Unsendable('no specversion that is known')
  const attributes = new Map<string, string>()
  for (const [name, member] of Object.entries(members)) {
    if (name === 'data' || name === 'data_base64') continue
    const text = textOf(name, member)
    if (text !== undefined) attributes.set(name.toLowerCase(), text)
  }
  return { attributes, data: dataOf(members, json) }
}

function dataOf(members: Record<string, unknown>, json: string): Buffer {
  if (typeof members.data_base64 === 'string') return Buffer.from(members.data_base64, 'base64')
  const raw = rawMember(json, 'data')
  if (raw === undefined) return Buffer.alloc(0)
  if (isJson(String(members.datacontenttype ?? ''))) return Buffer.from(raw)
  if (typeof members.data !== 'string') throw new Unsendable('data that is not JSON must be a string')
  return Buffer.from(members.data)
}

function isJson(contentType: string): boolean {
  const mediaType = (contentType.split(';')[0] ?? '').trim().toLowerCase()
  return ['', 'application/json', 'text/json'].includes(mediaType) || mediaType.endsWith('+json')
}

/** Numbers become 32 bit integers; null means that there is none. */
function textOf(name: string, member: unknown): string | undefined {
  if (member === null || member === '') return undefined
  if (typeof member === 'number' && member >= -INT32 && member < INT32) return String(Math.trunc(member))
  if (typeof member === 'string' || typeof member === 'boolean') return String(member)
  throw new Unsendable(`${name} has a value that no attribute can have`)
}

function parseObject(json: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(json)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed }
  } catch {
    // said below
  }
  throw new Unsendable('not an event in JSON')
}
