import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLimiter } from './limiter.ts'

const MINUTE = 60_000
const anySteps = fc.array(
  fc.record({
    after: fc.oneof(fc.constant(0), fc.integer({ max: 5_000, min: 1 }), fc.integer({ min: 0, max: 200_000 })),
    cost: fc.integer({ min: 1, max: 5 }),
  }),
  { minLength: 1, maxLength: 200 },
)
const anyRate = fc.integer({ min: 1, max: 120 })

/** What passes of these attempts of one key: when, and how much of it. */
function passes(steps: { after: number; cost: number }[], perMinute: number, start = 0) {
  let at = start
  const limiter = createLimiter(10, () => at)
  const passed: { at: number; cost: number }[] = []
  for (const { after, cost } of steps) {
    at += after
    if (limiter.wait('a', perMinute) > 0) continue
    limiter.charge('a', perMinute, cost)
    passed.push({ at, cost })
  }
  return passed
}

test('in no span of time does more pass than a minute allows at once, what flows back, and the last attempt', () => {
  fc.assert(
    fc.property(anySteps, anyRate, fc.nat(1_000_000), (steps, perMinute, start) => {
      const passed = passes(steps, perMinute, start)
      for (let from = 0; from < passed.length; from += 1) {
        let sum = 0
        for (const { at, cost } of passed.slice(from)) {
          const span = at - (passed[from]?.at ?? 0)
          expect(sum + 1).toBeLessThanOrEqual(perMinute + (span * perMinute) / MINUTE + 1e-6)
          sum += cost
        }
      }
    }),
  )
})

test('who keeps to the rate is never held up', () => {
  fc.assert(
    fc.property(anyRate, fc.integer({ min: 1, max: 300 }), (perMinute, count) => {
      const steps = Array.from({ length: count }, () => ({ after: MINUTE / perMinute, cost: 1 }))
      expect(passes(steps, perMinute)).toHaveLength(count)
    }),
  )
})

test('who waits as long as it is told passes, and not much earlier', () => {
  fc.assert(
    fc.property(anyRate, fc.integer({ min: 1, max: 1_000 }), (perMinute, cost) => {
      let at = 0
      const limiter = createLimiter(10, () => at)
      limiter.charge('a', perMinute, perMinute + cost)
      const wait = limiter.wait('a', perMinute)
      expect(wait).toBeGreaterThan(0)
      at = wait - 1
      expect(limiter.wait('a', perMinute)).toBeGreaterThan(0)
      at = wait + 1e-6
      expect(limiter.wait('a', perMinute)).toBe(0)
    }),
  )
})

test('one key does not feel another, as long as all are remembered', () => {
  fc.assert(
    fc.property(
      anySteps,
      anyRate,
      fc.array(fc.nat(7), { minLength: 200, maxLength: 200 }),
      (steps, rate, who) => {
        let at = 0
        const together = createLimiter(8, () => at)
        const alone = Array.from({ length: 8 }, () => createLimiter(8, () => at))
        for (const [n, { after, cost }] of steps.entries()) {
          at += after
          const key = who[n] ?? 0
          const expected = alone[key]?.wait('a', rate)
          expect(together.wait(`k${key}`, rate)).toBe(expected)
          if (expected !== 0) continue
          together.charge(`k${key}`, rate, cost)
          alone[key]?.charge('a', rate, cost)
        }
      },
    ),
  )
})

test('memory is bounded whatever keys come', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string(), { minLength: 1, maxLength: 500 }),
      fc.integer({ min: 1, max: 20 }),
      (keys, capacity) => {
        let at = 0
        const limiter = createLimiter(capacity, () => at)
        for (const key of keys) {
          at += 100
          limiter.charge(key, 60, 1)
          expect(limiter.size).toBeLessThanOrEqual(capacity)
          expect(limiter.wait(key, 1)).toBeGreaterThanOrEqual(0)
        }
      },
    ),
  )
})

test('what is paid off is forgotten before what is not', () => {
  let at = 0
  const limiter = createLimiter(2, () => at)
  limiter.charge('guilty', 1, 100)
  limiter.charge('settled', 60, 1)
  at = 5_000
  limiter.charge('new', 60, 1)
  expect(limiter.wait('guilty', 1)).toBeGreaterThan(0)
})
