import type { Condition } from '#lib/domain/condition.ts'
import { type Measurement, measurementNames, measurements } from '#lib/domain/measurements.ts'
import type { Observation, Raw } from '#lib/domain/observation.ts'
import { type RainCounterName, rainCounterSchema, rainCounters, steadiestCounter } from '#lib/domain/rain.ts'
import { sayingNothing, saysSomething } from '#lib/domain/reading.ts'
import { rounded } from '#lib/domain/units.ts'
import { violations } from '#lib/platform/problem.ts'

/** Numbers by measurement, in the units of a reading. */
export type Measured = { [name in Measurement]?: number | undefined }

/** What firmware says, in the units of a reading. */
export type Said = {
  station: string
  /** Ms; undefined when the firmware leaves it to us. */
  statedAt: number | undefined
  identifies?: string | undefined
  measured: Measured
  raw?: Raw
  counters?: { [name in RainCounterName]?: number | undefined }
  condition?: Condition | undefined
}

/** How many decimals are worth keeping; two where nothing is said. */
const decimals: { [name in Measurement]?: number } = { rain: 3, rainRate: 3, humidity: 1, windDirection: 1 }

/**
 * The observation that firmware makes. Its owner cannot mend it from here, so one broken sensor does not cost the
 * others: a value that is impossible is left out, and flagged by its name.
 * @throws RequestProblem when nothing is left
 */
export function firmwareObservation(said: Said): Observation {
  const { station, statedAt, identifies, condition, raw = {} } = said
  const flags: string[] = []
  const observation: Observation = { station, statedAt, identifies, condition, flags, raw: { ...raw } }
  for (const name of measurementNames) {
    const value = said.measured[name]
    if (value === undefined) continue
    const kept = rounded(value, decimals[name] ?? 2)
    if (isPossible(name, kept)) observation[name] = kept
    else flags.push(impossible(name))
  }
  if (!isPossible('pressure', raw.stationPressure ?? 1000)) {
    if (said.measured.pressure === undefined) flags.push(impossible('pressure'))
    observation.raw = { ...raw, stationPressure: undefined }
  }
  const counter = steadiestCounter(said.counters ?? {})
  if (counter !== undefined) {
    const kept = { of: counter.of, mm: rounded(counter.mm, 3) }
    if (rainCounterSchema.safeParse(kept).success) observation.rainCounter = kept
    else flags.push('impossible-rain-counter')
  }
  const isSilent = !saysSomething(observation) && observation.raw?.stationPressure === undefined
  if (isSilent) throw violations([{ pointer: '', detail: sayingNothing }])
  return observation
}

function isPossible(name: Measurement, value: number): boolean {
  return measurements[name].safeParse(value).success
}

/** `windSpeed` becomes `impossible-wind-speed`. */
function impossible(name: Measurement): string {
  return `impossible-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** Each of the five counters by the name that a firmware has for it, through `mm`. */
export function countersOf(
  mm: (name: string) => number | undefined,
  nameOf: (counter: RainCounterName) => string,
): { [name in RainCounterName]?: number | undefined } {
  return Object.fromEntries(rainCounters.map((counter) => [counter, mm(nameOf(counter))]))
}
