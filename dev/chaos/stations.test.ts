import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseReading, toReading } from '#lib/domain/observation.ts'
import { createRandom } from './random.ts'
import { createStations } from './stations.ts'

const now = Date.parse('2026-05-01T12:00:00.000Z')
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })

test('every reading obeys the rules, and says when it was observed or comes with a key', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const stations = createStations('run', createRandom(seed))
      for (let n = 0; n < 30; n += 1) {
        const { readings, key } = stations.next(now)
        expect(readings.length).toBeGreaterThan(0)
        for (const { observedAt, id: _, ...said } of readings) {
          expect(observedAt === undefined).toBe(key !== undefined)
          const statedAt = observedAt === undefined ? undefined : Date.parse(observedAt)
          const receipt = { receivedAt: now, retention: 3_600_000, dialect: 'v1' }
          const reading = toReading({ ...said, statedAt, identifies: 'one' }, receipt)
          expect(parseReading(reading)).toHaveProperty('reading')
        }
      }
    }),
    { numRuns: 20 },
  )
})

test('the same seed makes the same readings', () => {
  const draw = () => {
    const stations = createStations('run', createRandom(3))
    return Array.from({ length: 20 }, () => stations.next(now))
  }
  expect(draw()).toEqual(draw())
})

test('batches come in all sizes, the largest of which makes more than one call of the writers', () => {
  const stations = createStations('run', createRandom(1))
  const sizes = Array.from({ length: 500 }, () => stations.next(now).readings.length)
  expect([...new Set(sizes)].sort((a, b) => a - b)).toEqual([1, 20, 100, 300])
})
