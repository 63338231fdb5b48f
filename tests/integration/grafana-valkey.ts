import { Redis } from 'iovalkey'
import { inject } from 'vitest'

/** Dashboards name their keys outright, so each file of tests has a database of its own. */
export const databases = {
  once: 7,
  twice: 8,
  golden: 9,
  weather: 10,
  empty: 11,
  alerts: 12,
  reader: 13,
  system: 14,
} as const

/** A client of one of them, which is emptied first. */
export async function openDatabase(name: keyof typeof databases): Promise<Redis> {
  const client = new Redis(`redis://${inject('valkeyAddr')}/${databases[name]}`)
  await client.flushdb()
  return client
}
