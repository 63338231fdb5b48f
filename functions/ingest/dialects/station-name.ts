import { createHash } from 'node:crypto'
import { toSlug } from '#lib/domain/slug.ts'
import type { Fields } from './fields.ts'

/** The station that an ID names, in any case. */
export function stationOfId(fields: Fields, field: string, id: string): string {
  const slug = toSlug(id.slice(0, 64))
  if (id !== '' && slug === '') fields.refuse(field, 'must contain a letter or a digit of the Latin alphabet')
  return slug
}

/**
 * The station of a console that says nothing of itself but its kind and a key. What a station is called everybody sees,
 * and the key is its only secret: of 48 bits, of which a maker's consoles share half. So only 8 bits of its hash are in
 * the name, enough to tell the few consoles of a garden apart, and far from enough to find the key.
 */
export function stationOfKey(kind: string, key: string): string {
  const plain = key.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  return `${toSlug(kind)}-${createHash('sha256').update(plain).digest('hex').slice(0, 2)}`
}
