import { expect, test } from 'vitest'
import { goTime, javaTime } from './event-time.ts'

test('zeros at the end of the fraction go', () => {
  expect(javaTime('2026-11-24T05:00:00.120Z')).toBe('2026-11-24T05:00:00.12Z')
  expect(goTime('2026-11-24T05:00:00.000Z')).toBe('2026-11-24T05:00:00Z')
})

test('Java keeps the offset, Go turns it into UTC', () => {
  expect(javaTime('2026-11-24T01:00:00+02:00')).toBe('2026-11-24T01:00:00+02:00')
  expect(goTime('2026-11-24T01:00:00.5+02:00')).toBe('2026-11-23T23:00:00.5Z')
})

test('Java takes a time without seconds, Go does not', () => {
  expect(javaTime('2026-11-24T05:00Z')).toBe('2026-11-24T05:00:00Z')
  expect(goTime('2026-11-24T05:00Z')).toBeUndefined()
})

test.each([
  'yesterday',
  '2026-02-30T00:00:00Z',
  '2026-11-24T25:00:00Z',
  '2026-11-24 05:00:00Z',
  '1764000000',
])('neither takes "%s"', (text) => {
  expect(javaTime(text)).toBeUndefined()
  expect(goTime(text)).toBeUndefined()
})
