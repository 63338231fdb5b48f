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
 * The station of a console that says nothing of itself but a key. The key is its only secret, and what a station is
 * called everybody sees: so it is called by a hash of it.
 */
export function stationOfKey(prefix: string, key: string): string {
  const plain = key.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  return `${prefix}-${createHash('sha256').update(plain).digest('hex').slice(0, 12)}`
}
