import { expect, test } from 'vitest'
import { neighbourBounds } from './neighbours.ts'

test('neighbours agree on their median, give or take a kilometre of height', () => {
  expect(neighbourBounds('temperature', [20_000, 21_000, 19_500, 35_000, 20_400])).toEqual({
    least: 13_900,
    greatest: 26_900,
  })
})

test('where stations differ much from each other, more is allowed', () => {
  expect(neighbourBounds('humidity', [20_000, 40_000, 60_000, 80_000])).toEqual({
    least: 40_000 - 103_781,
    greatest: 40_000 + 103_781,
  })
})

test('three stations have no neighbours', () => {
  expect(neighbourBounds('humidity', [20_000, 40_000, 60_000])).toBeUndefined()
})
