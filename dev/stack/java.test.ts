import { expect, test } from 'vitest'
import { majorOf, parseJavaVersion } from './java.ts'

test.each([
  ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', 17],
  ['openjdk version "21" 2023-09-19 LTS', 21],
  ['openjdk version "25-ea" 2025-09-16', 25],
  ['java version "1.8.0_401"', 8],
])('reads the version in what Java says: %j', (printed, major) => {
  expect(majorOf(parseJavaVersion(printed) ?? '')).toBe(major)
})

test('finds no version where there is none', () => {
  expect(parseJavaVersion('Error: could not open jvm.cfg')).toBeUndefined()
})
