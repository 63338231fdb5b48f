import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesSince, isQuiet } from './compare.ts'
import type { Outcome } from './run-bench.ts'
import { noiseOf, summarize } from './summary.ts'

function outcome(ratio: number, noise = 0): Outcome {
  const figures = { rate: { median: 1, least: 1, most: 1, ratio } }
  return { bench: 'a', about: '', figure: 'rate', rounds: 5, noise, variants: { one: figures } }
}

test('a ratio that has changed by more than 15% is told of, and no other', () => {
  expect(changesSince(outcome(1), outcome(0.84))).toEqual([
    { variant: 'one', was: 1, is: 0.84, share: expect.closeTo(-0.16) },
  ])
  expect(changesSince(outcome(1), outcome(1.16))).toHaveLength(1)
  expect(changesSince(outcome(1), outcome(0.86))).toEqual([])
})

test('where the machine was busy, nothing is said of changes', () => {
  expect(isQuiet(outcome(1), outcome(1, 0.2))).toBe(false)
  expect(isQuiet(outcome(1, 0.2), outcome(1))).toBe(false)
  expect(isQuiet(outcome(1, 0.1), outcome(1, 0.1))).toBe(true)
})

test('ratios are those of each round, so a machine that slows down does not change them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 5, maxLength: 9 }),
      (speeds) => {
        const { ours } = summarize([
          { name: 'bare', rounds: speeds.map((speed) => ({ rate: 100 * speed })) },
          { name: 'ours', rounds: speeds.map((speed) => ({ rate: 60 * speed })) },
        ])
        expect(ours?.rate?.ratio).toBeCloseTo(0.6, 3)
      },
    ),
  )
})

test('one slow round of five is no noise, two are', () => {
  const of = (...rates: number[]) =>
    noiseOf({ name: 'bare', rounds: rates.map((rate) => ({ rate })) }, 'rate')
  expect(of(100, 100, 100, 100, 50)).toBe(0)
  expect(of(100, 100, 100, 50, 50)).toBe(0.5)
})
