import { checkedEvent } from './kafka-binary.ts'
import { compactJson, rawMember } from './raw-json.ts'
import type { SourceEvent } from './source-event.ts'

const CONTEXT = ['specversion', 'id', 'source', 'type', 'datacontenttype', 'dataschema', 'subject', 'time']
const JSON_TYPE = /^(application|text)\/([a-zA-Z]+\+)?json(;.*)*$/

/** Whether this content type asks for structured mode. The Java SDK compares exactly. */
export function isStructured(contentType: string | undefined): boolean {
  return contentType?.split(';')[0] === 'application/cloudevents+json'
}

/** The event in JSON, or undefined where the Java SDK would throw. */
export function structuredEvent(value: Buffer | null): SourceEvent | undefined {
  const json = value?.toString() ?? ''
  const members = parseObject(json)
  if (members === undefined) return undefined
  if (members.datacontenttype == null && 'data' in members) members.datacontenttype = 'application/json'
  const given = new Map<string, string>()
  for (const [name, member] of Object.entries(members)) {
    if (name === 'data' || name === 'data_base64') continue
    if (CONTEXT.includes(name) && member === null) continue
    if (CONTEXT.includes(name) && typeof member !== 'string') return undefined
    const text = extensionText(member)
    if (text === undefined) return undefined
    given.set(name, text)
  }
  const data = dataOf(members, json)
  return data === null ? undefined : checkedEvent(given, data)
}

/** The data; undefined: none; null: not readable. */
function dataOf(members: Record<string, unknown>, json: string): Buffer | undefined | null {
  if ('data_base64' in members) {
    if ('data' in members || typeof members.data_base64 !== 'string') return null
    return Buffer.from(members.data_base64, 'base64')
  }
  if (!('data' in members)) return undefined
  if (JSON_TYPE.test(String(members.datacontenttype)))
    return Buffer.from(compactJson(rawMember(json, 'data') ?? ''))
  return typeof members.data === 'string' ? Buffer.from(members.data) : null
}

/** Of numbers only whole ones of 32 bits are known. */
function extensionText(member: unknown): string | undefined {
  if (typeof member === 'string') return member
  if (typeof member === 'number' && (!Number.isInteger(member) || member !== (member | 0))) return undefined
  return JSON.stringify(member)
}

function parseObject(json: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(json)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined
  } catch {
    return undefined
  }
}
