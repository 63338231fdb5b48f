import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Exposure } from './fault.ts'
import { CALM_FIRST_MS, CALM_LAST_MS, makeSchedule } from './schedule.ts'

const exposed: Exposure[] = [
  { targets: ['ingest'], kinds: ['kill', 'stop', 'pause'] },
  { targets: ['kafka', 'rabbitmq'], kinds: ['kill'] },
  { targets: ['ingest→kafka-writer'], kinds: ['cut', 'freeze'] },
]

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })

test('a seed has one schedule, and another seed has another', () => {
  expect(makeSchedule(1, 60_000, exposed)).toEqual(makeSchedule(1, 60_000, exposed))
  expect(makeSchedule(1, 60_000, exposed)).not.toEqual(makeSchedule(2, 60_000, exposed))
})

test('faults come in order, after a calm beginning, and are over before a calm end', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 20_000, max: 600_000 }), (seed, length) => {
      const faults = makeSchedule(seed, length, exposed)
      expect(faults.length).toBeGreaterThan(0)
      expect(faults.map(({ at }) => at)).toEqual(faults.map(({ at }) => at).sort((a, b) => a - b))
      for (const { at, lasts } of faults) {
        expect(at).toBeGreaterThanOrEqual(CALM_FIRST_MS)
        expect(lasts).toBeGreaterThanOrEqual(0)
        expect(at + lasts).toBeLessThanOrEqual(length - CALM_LAST_MS + 1)
      }
    }),
  )
})

test('everything that can break has broken once before anything breaks a second time', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const first = makeSchedule(seed, 600_000, exposed).slice(0, 6)
      expect(new Set(first.map(({ kind, targets }) => `${kind} ${targets}`)).size).toBe(6)
    }),
  )
})

test('where nothing can be broken nothing is', () => {
  expect(makeSchedule(1, 60_000, [])).toEqual([])
})
