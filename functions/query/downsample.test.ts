import fc from 'fast-check'
import { expect, test } from 'vitest'
import { downsample, measuredIn } from './downsample.ts'
import type { Step } from './picture.ts'

const anyStep = fc.record({
  readings: fc.integer({ min: 1, max: 50 }),
  temperature: fc.option(
    fc.integer({ min: -400, max: 400 }).map((n) => n / 10),
    { nil: undefined },
  ),
})

const anySteps = fc.array(anyStep, { maxLength: 60 }).map((steps) =>
  steps.map(({ readings, temperature }, index): Step => {
    return { at: index * 10_000, readings, means: temperature === undefined ? {} : { temperature } }
  }),
)

test('no reading is lost or counted twice, and every step begins at a multiple of its length', () => {
  fc.assert(
    fc.property(anySteps, fc.integer({ min: 1, max: 20 }), (steps, times) => {
      const coarse = downsample(steps, times * 10_000)
      expect(sum(coarse)).toBe(sum(steps))
      expect(coarse.map(({ at }) => at)).toEqual(
        [...new Set(coarse.map(({ at }) => at))].sort((a, b) => a - b),
      )
      for (const { at } of coarse) expect(at % (times * 10_000)).toBe(0)
    }),
  )
})

test('a mean weighs by readings', () => {
  const [step] = downsample(
    [
      { at: 0, readings: 1, means: { temperature: 10, humidity: 50 } },
      { at: 10_000, readings: 3, means: { temperature: 20 } },
    ],
    60_000,
  )
  expect(step).toEqual({ at: 0, readings: 4, means: { temperature: 17.5, humidity: 50 } })
})

test('rain is added, whatever the number of readings', () => {
  const steps = [0.254, 0, 0.1].map((rain, index) => ({
    at: index * 10_000,
    readings: index + 1,
    means: { rain },
  }))
  expect(downsample(steps, 60_000)).toEqual([{ at: 0, readings: 6, means: { rain: 0.354 } }])
})

test('the mean of all steps at once lies between the least and the greatest', () => {
  fc.assert(
    fc.property(anySteps, (steps) => {
      const values = steps.flatMap(({ means: { temperature } }) =>
        temperature === undefined ? [] : [temperature],
      )
      const mean = downsample(steps, 86_400_000)[0]?.means.temperature
      fc.pre(mean !== undefined)
      expect(mean).toBeGreaterThanOrEqual(Math.min(...values) - 0.01)
      expect(mean).toBeLessThanOrEqual(Math.max(...values) + 0.01)
    }),
  )
})

test.each([
  [350, 10, 0],
  [90, 180, 135],
  [270, 0, 315],
])('winds from %i° and %i° come from %i° in the mean', (one, other, mean) => {
  const [step] = downsample(
    [one, other].map((windDirection, index) => ({
      at: index * 10_000,
      readings: 2,
      means: { windDirection },
    })),
    60_000,
  )
  expect(step?.means.windDirection).toBeCloseTo(mean, 2)
})

test('measurements are named in the order in which they are written everywhere', () => {
  const steps = [
    { at: 0, readings: 1, means: { pressure: 1000 } },
    { at: 1, readings: 1, means: { temperature: 1 } },
  ]
  expect(measuredIn(steps)).toEqual(['temperature', 'pressure'])
})

function sum(steps: readonly Step[]): number {
  return steps.reduce((total, { readings }) => total + readings, 0)
}
