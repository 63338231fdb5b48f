import { expect, test } from 'vitest'
import { age, duration, measured, number, plural, span, title } from './format.ts'

test.each([
  [-8.94, 1, '−8.9'],
  [-0.04, 1, '0.0'],
  [1234.5, 0, '1,235'],
  [0, 0, '0'],
  [undefined, 1, '–'],
])('%s with %i digits is written %s', (value, digits, text) => {
  expect(number(value, digits)).toBe(text)
})

test('a measurement has its unit, and one that is unknown has none', () => {
  expect(measured('temperature', 21.55)).toBe('21.6\u00a0°C')
  expect(measured('windDirection', 270)).toBe('270°')
  expect(measured('uvIndex', 3)).toBe('3.0')
  expect(measured('humidity', undefined)).toBe('–')
})

test.each([
  [-50, 'now'],
  [999, 'now'],
  [59_999, '59\u00a0s ago'],
  [60_000, '1\u00a0min ago'],
  [7_200_000, '2\u00a0h ago'],
])('%i ms ago is read as %s', (ms, text) => {
  expect(age(ms)).toBe(text)
})

test.each([
  [40, '40', 'ms'],
  [1_250, '1.3', 's'],
  [61_000, '61', 's'],
])('%i ms is %s %s', (ms, value, unit) => {
  expect(duration(ms)).toEqual([value, unit])
})

test.each([
  [undefined, 'hour'],
  [60, 'hour'],
  [180, '3 hours'],
  [1, 'minute'],
  [90, '90 minutes'],
])('a window of %s minutes is the last %s', (minutes, text) => {
  expect(span(minutes)).toBe(text)
})

test('a slug is written as a name, and a count with its noun', () => {
  expect(title('san-jose-pinula')).toBe('San Jose Pinula')
  expect(plural(1, 'municipality', 'municipalities')).toBe('1 municipality')
  expect(plural(2_000, 'reading')).toBe('2,000 readings')
})
