import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareMunicipality, compareSteps, compareTotal } from './compare.ts'
import type { SeenStep } from './picture.ts'
import { createRandom } from './random.ts'
import { createReference } from './reference.ts'
import { type Said, sentMeasurements } from './said.ts'
import { createStations } from './stations.ts'

const now = Date.parse('2026-05-01T12:00:00.000Z')
const mean = (readings: readonly Said[], name: 'rain' | 'temperature' | 'humidity') =>
  readings.reduce((sum, reading) => sum + reading[name], 0) / readings.length

/** So many readings of one station. */
function readingsOf(seed: number, count: number): Said[] {
  const stations = createStations('run', createRandom(seed))
  const found: Said[] = []
  while (found.length < count) {
    found.push(...stations.next(now).readings.filter(({ observedAt }) => observedAt !== undefined))
  }
  return found.slice(0, count).map((reading) => ({ ...reading, station: 'a', municipality: 'm' }))
}

/** As the store would publish them: means to hundredths, the sum of the rain exactly. */
function published(readings: readonly Said[]): SeenStep[] {
  const steps = Map.groupBy(readings, ({ observedAt = '' }) => Math.floor(Date.parse(observedAt) / 10_000))
  return [...steps].map(([step, ofStep]) => ({
    at: step * 10_000,
    readings: ofStep.length,
    means: Object.fromEntries(
      sentMeasurements.map((name) => {
        const sum = ofStep.reduce((total, reading) => total + Math.round(reading[name] * 1_000), 0)
        return [name, name === 'rain' ? sum / 1_000 : Math.round(sum / ofStep.length / 10) / 100]
      }),
    ),
  }))
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
  const values = (name: 'temperature' | 'humidity') => readings.map((reading) => reading[name])
  const counts = [...sums.conditions].sort(([, a], [, b]) => a - b)
  const seen = {
    readings: 40,
    temperature: Math.round(mean(readings, 'temperature') * 100) / 100,
    humidity: Math.round(mean(readings, 'humidity') * 100) / 100,
    temperatureMin: Math.min(...values('temperature')),
    temperatureMax: Math.max(...values('temperature')),
    humidityMin: Math.min(...values('humidity')),
    humidityMax: Math.max(...values('humidity')),
    mostCommon: counts.at(-1)?.[0] ?? '',
    leastCommon: counts.at(0)?.[0] ?? '',
  }
  expect(compareMunicipality('m', sums, seen)).toEqual([])
  expect(compareMunicipality('m', sums, undefined)).toHaveLength(1)
  for (const wrong of [
    { readings: 41 },
    { temperature: seen.temperature + 0.02 },
    { humidityMax: 101 },
    { mostCommon: seen.leastCommon },
  ]) {
    expect(compareMunicipality('m', sums, { ...seen, ...wrong })).toHaveLength(1)
  }
})
