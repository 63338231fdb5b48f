import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyReading, sampleReading } from '#lib/testing/readings.ts'
import { storeKeys } from './keys.ts'
import { fromLatestFields, toLatestFields } from './latest.ts'

test('a reading comes out of its fields as it went in', () => {
  fc.assert(
    fc.property(anyReading, (reading) => {
      expect(fromLatestFields(hashOf(toLatestFields(reading)))).toEqual(reading)
    }),
  )
})

test('equal readings make equal fields, in whatever order they were said', () => {
  fc.assert(
    fc.property(anyReading, (reading) => {
      const reversed = Object.fromEntries(Object.entries(reading).reverse()) as typeof reading
      expect(toLatestFields(reversed)).toEqual(toLatestFields(reading))
    }),
  )
})

test('times are milliseconds and measurements are numbers, as dashboards read them', () => {
  const hash = hashOf(toLatestFields(sampleReading({ temperature: -0.5 })))
  expect(hash).toMatchObject({
    observedAt: '1777636800000',
    receivedAt: '1777636800000',
    temperature: '-0.5',
  })
})

test('a rain counter is two flat fields', () => {
  const hash = hashOf(toLatestFields(sampleReading({ rainCounter: { of: 'day', mm: 1.27 } })))
  expect(hash).toMatchObject({ rainCounter: '1.27', rainCounterOf: 'day' })
})

test('an empty hash is no reading', () => {
  expect(fromLatestFields({})).toBeUndefined()
})

test('every key begins with the prefix, and no two are the same', () => {
  const keys = Object.values(storeKeys('{north}:weather'))
  const all = keys.flatMap((key) => (typeof key === 'string' ? [key] : [key('temperature'), key('humidity')]))
  for (const key of all) expect(key.startsWith('{north}:weather')).toBe(true)
  expect(new Set(all).size).toBe(all.length)
})

function hashOf(fields: string[]): Record<string, string> {
  const hash: Record<string, string> = {}
  for (let at = 0; at < fields.length; at += 2) hash[fields[at] ?? ''] = fields[at + 1] ?? ''
  return hash
}
