import { beforeAll, expect, test } from 'vitest'
import { rainOf } from '#lib/domain/rain.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { dialectsOf } from '../../functions/ingest/dialects.ts'
import { createDialectBench } from '../../functions/ingest/testing/bench.ts'
import { SPIKE, simulateDay } from '../../load/stations/console.ts'
import { ecowittRequest, undergroundRequest } from '../../load/stations/requests.ts'

// A day of simulated stations through ingest: what comes out of it must let a store find what fell.

const from = Date.UTC(2026, 4, 1, 6) // midnight in Guatemala
const end = from + 86_400_000

const day = simulateDay({ from, seed: 7 })
/** From noon to noon: midnight, when the counter of the day begins anew, is in the middle. */
const overMidnight = simulateDay({ from: from + 43_200_000, seed: 8 })
const key = '6F1E4C0D9B2A57838E4D1C6BA0957F32'
let ecowitt: Reading[]

beforeAll(async () => {
  ecowitt = await readingsOf(day.reports.map((report) => ecowittRequest(key, report)))
})

test('the day has rain, and more than one counter was set back', () => {
  expect(day.rain).toBeGreaterThan(10)
  for (const name of ['day', 'year', 'total'] as const) {
    const values = day.reports.map(({ counters }) => counters[name])
    expect(values.some((value, at) => value < (values[at - 1] ?? 0))).toBe(true)
  }
})

test('every report that was sent becomes a reading, at its own time and without a flag', () => {
  expect(ecowitt).toHaveLength(day.reports.length)
  expect(ecowitt.filter(({ quality }) => quality !== undefined)).toEqual([])
})

test('an Ecowitt’s rain of the day is right to 0.1 mm', () => {
  expect(Math.abs(sumOf(ecowitt) - day.rain)).toBeLessThan(0.1)
})

test.each([
  ['with a counter of the year', day, true],
  ['that has no counter but the day’s, over midnight', overMidnight, false],
])(
  'a Weather Underground station’s rain of the day is right to 0.1 mm: one %s',
  async (_, simulated, hasYear) => {
    const station = { id: 'ISIMULATED1', key: 'simulated', hasYear }
    const readings = await readingsOf(simulated.reports.map((report) => undergroundRequest(station, report)))
    expect(readings[0]?.rainCounter?.of).toBe(hasYear ? 'year' : 'day')
    expect(Math.abs(sumOf(readings) - simulated.rain)).toBeLessThan(0.1)
  },
)

test('the spike and the stuck hygrometer come through as they are: ingest has no history to know them by', () => {
  expect(ecowitt.filter(({ temperature }) => temperature === SPIKE)).toHaveLength(1)
  const humidities = ecowitt.map(({ humidity }) => humidity)
  const longest = Math.max(...runLengths(humidities))
  expect(longest).toBeGreaterThan(300)
})

function sumOf(readings: readonly Reading[]): number {
  const counted = readings.flatMap(({ observedAt, rainCounter }) => {
    return rainCounter === undefined ? [] : [{ at: Date.parse(observedAt), counter: rainCounter }]
  })
  return rainOf(counted).reduce((sum, { rain }) => sum + rain, 0)
}

function runLengths(values: readonly unknown[]): number[] {
  const lengths: number[] = []
  for (const [at, value] of values.entries()) {
    if (at > 0 && value === values[at - 1]) lengths[lengths.length - 1] = (lengths.at(-1) ?? 0) + 1
    else lengths.push(1)
  }
  return lengths
}

async function readingsOf(requests: readonly { method: 'GET' | 'POST'; path: string; body?: string }[]) {
  const now = () => end + 43_200_000
  const bench = createDialectBench(dialectsOf('firmware'), { now, retention: 3 * 86_400_000 })
  for (const { path, ...request } of requests) {
    const response = await bench.ask({ what: 'a report', target: path, ...request })
    expect(response.status).toBe(200)
  }
  return bench.delivered
}
