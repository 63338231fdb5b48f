import { expect, test } from 'vitest'
import { measurementNames } from '#lib/domain/measurements.ts'
import { checks, flagOf, meaningOf } from './flags.ts'
import { levelOf } from './verdict.ts'

test.each([
  ['nothing was measured', [], {}, undefined, 'Z'],
  ['its values are possible', [], { humidity: 50 }, undefined, 'C'],
  ['its past bears it out', [], { humidity: 50 }, 'S', 'S'],
  ['its neighbours bear it out', ['clock'], { humidity: 50 }, 'V', 'V'],
  ['it fails level 2', ['step-humidity'], { humidity: 50 }, 'V', 'Q'],
  ['it fails level 1', ['range-temperature', 'step-temperature'], { temperature: 60 }, 'V', 'X'],
] as const)('a reading of which %s has its letter', (_, flags, said, passed, level) => {
  expect(levelOf(flags, said, passed)).toBe(level)
})

test('a flag tells its check and its measurement, and can travel', () => {
  for (const check of checks) {
    for (const measurement of measurementNames) {
      const flag = flagOf(check, measurement)
      expect(flag).toMatch(/^[a-z0-9-]{1,32}$/)
      expect(meaningOf(flag)).toEqual({ check, measurement })
    }
  }
  expect(meaningOf('clock')).toBeUndefined()
})
