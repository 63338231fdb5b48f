import type { Condition } from '#lib/domain/condition.ts'
import { type Measurement, measurementNames } from '#lib/domain/measurements.ts'
import { checks } from '#lib/domain/quality/flags.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { LEAD_MS } from '../../functions/consumers/store-call.ts'
import { type Judgement, judgementsOf } from './quality-model.ts'
import { countedRain } from './rain-model.ts'
import { meanOf } from './rounding.ts'
import { STEP, seriesOf } from './series-model.ts'

const MINUTE = 60_000

/** Everything that people read in the store: key without prefix → content. */
export type Picture = Record<string, unknown>

/** The first moment that the window holds. */
export function oldestAt(now: number, retention: number): number {
  return Math.floor(now / MINUTE) * MINUTE - retention
}

/** True when a reading enters that is delivered at `now`, by a consumer whose clock says `clock`. */
export function enters(reading: Reading, now: number, clock: number, retention: number): boolean {
  const time = Date.parse(reading.observedAt)
  return time >= oldestAt(now, retention) && time <= clock + LEAD_MS
}

/** The store as it must be at `now`, made in the plainest way of the readings that have ever entered it. */
export function pictureOf(entered: readonly Reading[], now: number, retention: number): Picture {
  const judgements = judgementsOf(entered, now)
  const said = entered.filter(({ observedAt }) => Date.parse(observedAt) >= oldestAt(now, retention))
  const readings = said.map((reading) => withoutDoubted(reading, judgements.get(reading)))
  const picture: Picture = {}
  const put = (key: string, content: Record<string, unknown> | string[] | unknown[]) => {
    if (Object.keys(content).length > 0) picture[key] = content
  }
  const byStation = Map.groupBy(said, ({ station }) => station)
  const byMunicipality = Map.groupBy(
    readings.filter(({ municipality }) => municipality !== undefined),
    ({ municipality = '' }) => municipality,
  )
  put('stations', [...byStation.keys()].sort())
  put('names', [...byStation.keys()].sort())
  put('municipalities', [...byMunicipality.keys()].sort())
  put('conditions', countConditions(readings))
  put('overall', overall(byStation, readings, now, retention))
  put('average:temperature', means(byMunicipality, 'temperature'))
  put('average:humidity', means(byMunicipality, 'humidity'))
  for (const [slug, ofOne] of byMunicipality) {
    put(`municipality:${slug}`, municipality(slug, ofOne))
    put(`series:municipality:${slug}`, seriesOf(ofOne, now, ['temperature', 'humidity']))
  }
  for (const [station, ofOne] of byStation) {
    const newest = ofOne.reduce((one, other) => (isNewer(other, one) ? other : one))
    const { flags = [], level } = judgements.get(newest) ?? {}
    const observedAt = String(Date.parse(newest.observedAt))
    put(`latest:${station}`, { id: newest.id, observedAt, quality: flags.join(' '), level })
    const counted = countedRain(entered.filter(isOf(station)), STEP, retention)
    put(`series:${station}`, seriesOf(ofOne, now, measurementNames, counted))
  }
  if (said.length > 0) put('quality', countFailed(said, judgements))
  put('readings', seriesOf(readings, now, ['temperature', 'humidity']))
  return picture
}

function isOf(name: string): (reading: Reading) => boolean {
  return ({ station }) => station === name
}

/** What counts in averages and extremes. */
function withoutDoubted(reading: Reading, judgement: Judgement | undefined): Reading {
  const kept = { ...reading }
  for (const name of judgement?.left ?? []) delete kept[name]
  return kept
}

function countFailed(
  said: readonly Reading[],
  judgements: ReadonlyMap<Reading, Judgement>,
): Record<string, string> {
  const count = (check: string) =>
    said.reduce((sum, reading) => sum + (judgements.get(reading)?.failed[check] ?? 0), 0)
  return Object.fromEntries(checks.map((check) => [check, String(count(check))]))
}

function isNewer(one: Reading, other: Reading): boolean {
  return one.observedAt !== other.observedAt ? one.observedAt > other.observedAt : one.id > other.id
}

function valuesOf(readings: readonly Reading[], name: Measurement): number[] {
  return readings.map((reading) => reading[name]).filter((value) => value !== undefined)
}

function means(groups: ReadonlyMap<string, readonly Reading[]>, name: Measurement): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [slug, readings] of groups) {
    const values = valuesOf(readings, name)
    if (values.length > 0) found[slug] = meanOf(values)
  }
  return found
}

function extremes(readings: readonly Reading[], name: Measurement): Record<string, string> {
  const values = valuesOf(readings, name)
  if (values.length === 0) return {}
  return { [`${name}Min`]: String(Math.min(...values)), [`${name}Max`]: String(Math.max(...values)) }
}

function overall(
  byStation: ReadonlyMap<string, readonly Reading[]>,
  readings: readonly Reading[],
  now: number,
  retention: number,
): Record<string, string> {
  if (readings.length === 0) return {}
  const silent = [...byStation.values()].filter((ofOne) => newestOf(ofOne) < now - 10 * MINUTE).length
  return {
    readings: String(readings.length),
    stations: String(byStation.size),
    silent: String(silent),
    minutes: String(retention / MINUTE),
    observedAt: String(newestOf(readings)),
    ...extremes(readings, 'temperature'),
    ...extremes(readings, 'humidity'),
  }
}

function newestOf(readings: readonly Reading[]): number {
  return Math.max(...readings.map(({ observedAt }) => Date.parse(observedAt)))
}

function municipality(slug: string, readings: readonly Reading[]): Record<string, string> {
  const found: Record<string, string> = { name: slug, readings: String(readings.length) }
  for (const name of ['temperature', 'humidity'] as const) {
    const values = valuesOf(readings, name)
    if (values.length > 0) found[name] = meanOf(values)
    Object.assign(found, extremes(readings, name))
  }
  const counts = Object.entries(countConditions(readings)).sort(([a], [b]) => (a < b ? -1 : 1))
  const by = (better: (a: number, b: number) => boolean) =>
    counts.reduce((one, other) => (better(Number(other[1]), Number(one[1])) ? other : one))[0]
  if (counts.length > 0) {
    found.mostCommon = by((a, b) => a > b)
    found.leastCommon = by((a, b) => a < b)
  }
  return found
}

function countConditions(readings: readonly Reading[]): Record<string, string> {
  const counts = Map.groupBy(
    readings.map(({ condition }) => condition).filter((one): one is Condition => one !== undefined),
    (condition) => condition,
  )
  return Object.fromEntries([...counts].map(([condition, all]) => [condition, String(all.length)]))
}
