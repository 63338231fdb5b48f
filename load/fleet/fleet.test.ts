import { expect, test } from 'vitest'
import { createRandom } from '../stations/random.ts'
import { rateOf } from './cadences.ts'
import { createFleet, type FleetOptions } from './fleet.ts'
import { reports } from './station-reports.ts'

const STATIONS = 2_000
const MINUTE = 60_000

/** What a fleet says in some minutes, by second. */
function play(minutes: number, changes: Partial<FleetOptions> = {}) {
  const { body } = reports
  const fleet = createFleet({
    stations: STATIONS,
    began: 0,
    backWithinMs: 30_000,
    body,
    random: createRandom(7),
    ...changes,
  })
  const said: { second: number; body: string; readings: number }[] = []
  for (let now = 0; now <= minutes * MINUTE; now += 20)
    fleet.advance(now, (text, readings) =>
      said.push({ second: Math.floor(now / 1_000), body: text, readings }),
    )
  return said
}

test('a fleet says as much a second as its cadences make, from the first second on', () => {
  const said = play(5)
  const expected = rateOf(STATIONS)
  for (const minute of [0, 1, 2, 3, 4]) {
    const count = said.filter(({ second }) => Math.floor(second / 60) === minute).length
    expect(count / 60 / expected).toBeGreaterThan(0.9)
    expect(count / 60 / expected).toBeLessThan(1.1)
  }
})

test('during an outage nobody says anything; then all come back within their time, each with all that it has kept', () => {
  const outage = { from: 2 * MINUTE, ms: MINUTE }
  const said = play(6, { outage })
  expect(said.filter(({ second }) => second > 120 && second < 180)).toEqual([])
  const quiet = play(6)
  const sum = (some: typeof said) => some.reduce((total, { readings }) => total + readings, 0)
  expect(sum(said) / sum(quiet)).toBeGreaterThan(0.95)
  const storm = said.filter(({ second, readings }) => second < 212 && readings > 1)
  expect(storm.length).toBe(said.filter(({ readings }) => readings > 1).length)
  expect(storm.length).toBeGreaterThan(STATIONS * 0.3)
})

test('every reading of a station has a time of its own', () => {
  const outage = { from: 2 * MINUTE, ms: MINUTE }
  const all = play(5, { outage }).flatMap(({ body }) => [JSON.parse(body) as unknown].flat())
  const ids = all.map(
    (one) => `${(one as { station: string }).station} ${(one as { observedAt: string }).observedAt}`,
  )
  expect(new Set(ids).size).toBe(ids.length)
})
