import { expect, test } from 'vitest'
import { ratesOf } from './rate.ts'

const at = (seconds: number) => new Date(seconds * 1_000).toISOString()

test('a step without readings is a rate of zero, and steps that may not be over are left out', () => {
  const points = [{ at: at(10), readings: 50 }]
  expect(ratesOf({ from: at(0), to: at(60), step: 10, points })).toEqual([
    [0, 0],
    [10_000, 5],
    [20_000, 0],
    [30_000, 0],
  ])
})
