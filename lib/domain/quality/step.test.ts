import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Minute } from './history.ts'
import { boundsOf, isStep, median } from './step.ts'

const quiet = (minute: number, value: number): Minute => ({
  minute,
  mean: value,
  least: value,
  greatest: value,
})
const calm = [1, 2, 3, 4, 5].map((minute) => quiet(minute, 20_000))

test('a value may differ from the minute before by 3 °C, and a little more for the time since the first of those looked at', () => {
  // 3 °C + 16.4 °C * 4/59
  expect(boundsOf('temperature', 6, calm)).toEqual({ least: 15_889, greatest: 24_111 })
  expect(boundsOf('humidity', 6, calm)).toEqual({ least: 2_628, greatest: 37_372 })
})

test('a spike leaves the bounds, and does not condemn what follows it', () => {
  expect(isStep(boundsOf('temperature', 6, calm), 49_000)).toBe(true)
  const afterwards = boundsOf('temperature', 7, [...calm, quiet(6, 49_000)])
  expect(isStep(afterwards, 20_300)).toBe(false)
  expect(isStep(afterwards, 20_300, 49_000), 'one of the ten seconds').toBe(true)
})

test('a change that lasts is believed after three minutes', () => {
  const minutes = [...calm]
  const doubted = [6, 7, 8, 9, 10].filter((minute) => {
    const isDoubted = isStep(boundsOf('temperature', minute, minutes), 30_000)
    minutes.push(quiet(minute, 30_000))
    return isDoubted
  })
  expect(doubted).toEqual([6, 7, 8])
})

test('a station that strays in every minute has wider bounds', () => {
  const restless = calm.map((one) => ({ ...one, least: 15_000, greatest: 25_000 }))
  expect(boundsOf('temperature', 6, restless)).toEqual({ least: 0, greatest: 40_000 })
})

test.each([
  ['two minutes are no past', 3, calm.slice(0, 2)],
  ['what is older than half an hour is no past', 34, calm],
  ['what comes later is no past', 1, calm],
])('%s', (_, minute, past) => {
  expect(boundsOf('temperature', minute, past)).toBeUndefined()
  expect(isStep(undefined, 49_000)).toBe(false)
})

test('the median has as many values below as above, or one more above', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { minLength: 1 }), (values) => {
      const middle = median(values)
      const above = values.filter((value) => value > middle).length
      const below = values.filter((value) => value < middle).length
      expect(above - below).toBe(values.length % 2 === 0 ? 1 : 0)
    }),
  )
})
