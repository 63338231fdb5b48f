import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareMunicipality, compareSteps, compareTotal } from './compare.ts'
import { createRandom } from './random.ts'
import { createReference } from './reference.ts'
import type { Said } from './said.ts'
import { createStations } from './stations.ts'
import { published, publishedMunicipality } from './testing/honest-store.ts'

const now = Date.parse('2026-05-01T12:00:00.000Z')

/** So many readings of one station. */
function readingsOf(seed: number, count: number): Said[] {
  const stations = createStations('run', createRandom(seed))
  const found: Said[] = []
  while (found.length < count) {
    found.push(...stations.next(now).readings.filter(({ observedAt }) => observedAt !== undefined))
  }
  return found.slice(0, count).map((reading) => ({ ...reading, station: 'a', municipality: 'm' }))
}

function referenceOf(readings: readonly Said[]) {
  const reference = createReference()
  for (const reading of readings) reference.add(reading)
  return reference
}

const cases = fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 2, max: 200 }))

test('what is stored once, in any order, is no difference', () => {
  fc.assert(
    fc.property(cases, ([seed, count]) => {
      const readings = readingsOf(seed, count)
      const reference = referenceOf(readings)
      const seen = published(createRandom(seed).shuffled(readings))
      const steps = reference.steps.get('a') ?? new Map()
      expect(compareSteps('a', steps, seen)).toEqual([])
      expect(compareTotal('a', reference.all, seen)).toEqual([])
    }),
    { numRuns: 50 },
  )
})

test('one that is missing, one that counts twice, and one in place of another are differences', () => {
  fc.assert(
    fc.property(cases, ([seed, count]) => {
      const [first, ...others] = readingsOf(seed, count) as [Said, ...Said[]]
      const reference = referenceOf([first, ...others])
      const steps = reference.steps.get('a') ?? new Map()
      const [second] = others as [Said]
      for (const wrong of [others, [first, first, ...others], [second, ...others]]) {
        expect(compareSteps('a', steps, published(wrong))).not.toEqual([])
        expect(compareTotal('a', reference.all, published(wrong))).not.toEqual([])
      }
    }),
    { numRuns: 50 },
  )
})

test('a municipality is compared by count, means, extremes and conditions', () => {
  const readings = readingsOf(1, 40)
  const sums = referenceOf(readings).all
  const seen = publishedMunicipality(readings)
  expect(compareMunicipality('m', sums, seen)).toEqual([])
  expect(compareMunicipality('m', sums, undefined)).toHaveLength(1)
  for (const wrong of [
    { readings: 41 },
    { temperature: (seen.temperature ?? 0) + 0.02 },
    { humidityMax: 101 },
    { mostCommon: seen.leastCommon ?? '' },
  ]) {
    expect(compareMunicipality('m', sums, { ...seen, ...wrong })).toHaveLength(1)
  }
})
