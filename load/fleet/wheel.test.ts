import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWheel } from './wheel.ts'

test('each station is due once, when its time has come and not before, also beyond one turn of the ring', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 50 }), (times) => {
      const wheel = createWheel(times.length, 1_000, 10, 8)
      for (const [station, time] of times.entries()) wheel.enter(station, 1_000 + time)
      const found = new Map<number, number>()
      for (let now = 1_000; now <= 1_600; now += 5) {
        wheel.due(now, (station) => {
          expect(found.has(station)).toBe(false)
          found.set(station, now)
        })
      }
      for (const [station, time] of times.entries()) {
        const late = (found.get(station) ?? 0) - 1_000 - time
        expect(late).toBeGreaterThanOrEqual(0)
        expect(late).toBeLessThanOrEqual(15)
      }
    }),
  )
})

test('a station that is entered again while others are looked after is not lost', () => {
  const wheel = createWheel(2, 0, 10, 4)
  wheel.enter(0, 0)
  wheel.enter(1, 0)
  const seen: number[] = []
  wheel.due(10, (station) => {
    seen.push(station)
    wheel.enter(station, 25)
  })
  wheel.due(40, (station) => seen.push(station))
  expect(seen.sort()).toEqual([0, 0, 1, 1])
})
