import { meaningOf } from '#lib/domain/quality/flags.ts'
import { type Judged, judged, LOOK_BACK, type Minute } from '#lib/domain/quality/history.ts'
import { neighbourBounds } from '#lib/domain/quality/neighbours.ts'
import { stuckMinutes } from '#lib/domain/quality/persistence.ts'
import { type Bounds, boundsOf, isStep } from '#lib/domain/quality/step.ts'
import { type Level, levelOf } from '#lib/domain/quality/verdict.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { thousandths } from './rounding.ts'

const MINUTE = 60_000
const STEP = 10_000
const GRACE = 2_000

/** What quality control says of a reading: its flags and letter, and what of it is left out. */
export type Judgement = {
  flags: string[]
  level: Level
  left: Set<Judged>
  failed: Record<string, number>
}

type History = {
  slug: string
  readings: Reading[]
  minutes: Map<number, Minute>
  /** Means without the steps that fail. */
  fair: Map<number, number>
  near: Map<number, boolean>
}

/** Judges all readings that have ever entered, at `now`, in the plainest way. */
export function judgementsOf(entered: readonly Reading[], now: number): Map<Reading, Judgement> {
  const judgements = new Map(entered.map((reading) => [reading, firstJudgement(reading)]))
  const own = entered.filter(({ dialect }) => dialect !== 'classic')
  const byHistory = Map.groupBy(own, ({ municipality = '-', station }) => `${municipality} ${station}`)
  for (const name of judged) {
    const histories = [...byHistory].map(([key, all]): History => {
      const readings = all.filter((reading) => saidOf(reading, name) !== undefined)
      const minutes = minutesOf(readings, name)
      const isFair = (reading: Reading) => !stepFails(readings, reading, name, minutes)
      const fair = [...minutesOf(readings.filter(isFair), name).values()]
      const means = new Map(fair.map(({ minute, mean }) => [minute, mean]))
      return { slug: key.split(' ')[0] ?? '', readings, minutes, fair: means, near: new Map() }
    })
    for (const one of Map.groupBy(histories, ({ slug }) => slug).values()) compare(one, name, now)
    for (const history of histories) judgeHistory(history, name, judgements)
  }
  for (const reading of own) finish(reading, judgements)
  return judgements
}

function firstJudgement(reading: Reading): Judgement {
  const { quality = [] } = reading
  const failed: Record<string, number> = {}
  const left = new Set<Judged>()
  for (const { check, measurement } of quality.map(meaningOf).filter((one) => one !== undefined)) {
    failed[check] = (failed[check] ?? 0) + 1
    if (judged.some((name) => name === measurement)) left.add(measurement as Judged)
  }
  return { flags: [...quality], level: levelOf(quality, reading), left, failed }
}

/** Leaves out what is doubted already: it has no part in a history. */
function saidOf(reading: Reading, name: Judged): number | undefined {
  const isDoubted = reading.quality?.some((flag) => meaningOf(flag)?.measurement === name)
  return isDoubted || reading[name] === undefined ? undefined : thousandths([reading[name]])[0]
}

function timeOf({ observedAt }: Reading, unit: number): number {
  return Math.floor(Date.parse(observedAt) / unit)
}

function valuesOf(readings: readonly Reading[], name: Judged): number[] {
  return readings.map((reading) => saidOf(reading, name)).filter((value) => value !== undefined)
}

function minutesOf(readings: readonly Reading[], name: Judged): Map<number, Minute> {
  const byMinute = [...Map.groupBy(readings, (reading) => timeOf(reading, MINUTE))].sort(([a], [b]) => a - b)
  return new Map(
    byMinute.map(([minute, ofOne]) => {
      const values = valuesOf(ofOne, name)
      const mean = Math.floor(values.reduce((sum, value) => sum + value, 0) / values.length + 0.5)
      return [minute, { minute, mean, least: Math.min(...values), greatest: Math.max(...values) }]
    }),
  )
}

/** What the neighbours say of each minute that is over; of another what they said last, if that is not long ago. */
function compare(histories: readonly History[], name: Judged, now: number): void {
  const lastClosed = Math.floor((now - GRACE) / MINUTE) - 1
  const boundsAt = new Map<number, Bounds | undefined>()
  for (const minute of new Set(histories.flatMap(({ minutes }) => [...minutes.keys()]))) {
    const means = histories.flatMap(({ fair }) => fair.get(minute) ?? [])
    const isCompared = minute <= lastClosed && histories[0]?.slug !== '-'
    boundsAt.set(minute, isCompared ? neighbourBounds(name, means) : undefined)
  }
  for (const { minutes, fair, near } of histories) {
    let last: number | undefined
    for (const { minute } of minutes.values()) {
      const mean = fair.get(minute)
      const bounds = boundsAt.get(minute)
      const before = last !== undefined && minute - last <= LOOK_BACK ? near.get(last) : undefined
      const verdict = bounds === undefined || mean === undefined ? before : !isStep(bounds, mean)
      if (verdict !== undefined) near.set(minute, verdict)
      last = minute
    }
  }
}

/** Whether the ten seconds of a reading have a value that leaves the bounds of its minute. */
function stepFails(
  readings: readonly Reading[],
  reading: Reading,
  name: Judged,
  minutes: History['minutes'],
): boolean {
  const ofStep = readings.filter((other) => timeOf(other, STEP) === timeOf(reading, STEP))
  const values = valuesOf(ofStep, name)
  const bounds = boundsOf(name, timeOf(reading, MINUTE), [...minutes.values()])
  return isStep(bounds, Math.min(...values), Math.max(...values))
}

type Marks = Partial<Record<'bounds' | 'near', Set<Judged>>>
const passed = new WeakMap<Judgement, Marks>()

function judgeHistory(
  { readings, minutes, near }: History,
  name: Judged,
  judgements: Map<Reading, Judgement>,
) {
  const all = [...minutes.values()]
  const stuck = stuckMinutes(name, all)
  for (const ofStep of Map.groupBy(readings, (reading) => timeOf(reading, STEP)).values()) {
    const minute = timeOf(ofStep[0] as Reading, MINUTE)
    const bounds = boundsOf(name, minute, all)
    const values = valuesOf(ofStep, name)
    const stepFails = isStep(bounds, Math.min(...values), Math.max(...values))
    for (const reading of ofStep) {
      const judgement = judgements.get(reading) as Judgement
      const fail = (check: string, isFailed: boolean, isMine = isFailed) => {
        if (isMine) judgement.flags.push(`${check}-${name}`)
        if (!isFailed) return
        judgement.left.add(name)
        judgement.failed[check] = (judgement.failed[check] ?? 0) + 1
      }
      fail('step', stepFails, isStep(bounds, saidOf(reading, name) as number))
      fail('persistence', stuck.has(minute))
      fail('neighbours', near.get(minute) === false)
      const marks = passed.get(judgement) ?? {}
      passed.set(judgement, marks)
      if (bounds === undefined) marks.bounds = (marks.bounds ?? new Set()).add(name)
      if (!near.has(minute)) marks.near = (marks.near ?? new Set()).add(name)
    }
  }
}

function finish(reading: Reading, judgements: Map<Reading, Judgement>): void {
  const judgement = judgements.get(reading) as Judgement
  const marks = passed.get(judgement)
  const level = marks === undefined || marks.bounds !== undefined ? 'C' : marks.near === undefined ? 'V' : 'S'
  judgement.level = levelOf(judgement.flags, reading, level)
}
