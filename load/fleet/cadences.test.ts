import { expect, test } from 'vitest'
import { cadenceOf, cadences, rateOf } from './cadences.ts'

test('the shares of the cadences are all stations', () => {
  expect(cadences.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
})

test('a fleet has the cadences in their shares, and so the rate that follows from them', () => {
  const count = 20_000
  const found = Array.from({ length: count }, (_, station) => 1_000 / cadenceOf(station))
  const rate = found.reduce((sum, each) => sum + each, 0)
  expect(rate / rateOf(count)).toBeGreaterThan(0.97)
  expect(rate / rateOf(count)).toBeLessThan(1.03)
})
