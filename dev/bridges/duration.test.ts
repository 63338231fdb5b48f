import { expect, test } from 'vitest'
import { parseDuration } from './duration.ts'

test.each([
  ['PT0.3S', 300],
  ['PT600S', 600_000],
  ['PT0S', 0],
  ['PT1M30S', 90_000],
  ['P1DT1H', 90_000_000],
])('reads %s as %d ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each(['', 'P', 'PT', '300', '0.3S', 'PT-1S', 'P1M', 'pt1s'])('refuses "%s"', (text) => {
  expect(parseDuration(text)).toBeUndefined()
})
