import type { Limiter } from '#lib/platform/limiter.ts'
import { tooMany } from '#lib/platform/problem.ts'
import { Secret } from '#lib/platform/secret.ts'
import type { Registry } from '#lib/stations/registry.ts'
import { passkeyDialects } from '#lib/stations/schema.ts'
import type { Claim, Submission } from './dialects/dialect.ts'
import { createKeyCheck, type From, type Named } from './key-check.ts'
import { type Admitted, placed } from './placed.ts'

/**
 * Judges whether a sender may say this of these stations: all of it, or nothing. Gives the observations back under the
 * names that the registry has.
 * @throws RequestProblem `unauthorized`, `forbidden` or `too-many-requests`; the dialect puts it into the sender's words
 */
export type Admit = (submission: Submission, from: From) => Admitted[]

/** Everybody is welcome, under the name that the dialect gives. */
export const admitAll: Admit = ({ observations }) => observations.map((observation) => ({ observation }))

/** open: unknown stations are welcome, and known ones without keys; registered: only stations with a key. */
export const modes = ['open', 'registered'] as const

/** What decides. */
export type AdmissionOptions = {
  /** As it is now: it may change between two requests. */
  registry: () => Registry
  mode: (typeof modes)[number]
  /** Readings a minute of each station whose entry says nothing else; 0: as many as it likes. */
  readingsPerMinute: number
  /** Wrong keys a minute of one address for one station; ten times as many for all stations. */
  keyFailuresPerMinute: number
  createLimiter: () => Limiter
}

/** Admits by keys, then by how much a station has said already. */
export function createAdmission(options: AdmissionOptions): Admit {
  const { mode, readingsPerMinute } = options
  const checkKeys = createKeyCheck(options.createLimiter, options.keyFailuresPerMinute)
  const said = options.createLimiter()

  function limitReadings(stations: readonly Named[]): void {
    const limited = stations.flatMap(({ name, known, readings }) => {
      const perMinute = known?.readingsPerMinute ?? readingsPerMinute
      return perMinute === 0 ? [] : [{ id: known?.id ?? name, perMinute, readings }]
    })
    const wait = Math.max(0, ...limited.map(({ id, perMinute }) => said.wait(id, perMinute)))
    if (wait > 0) throw tooMany('the station has sent more readings than it may', wait)
    for (const { id, perMinute, readings } of limited) said.charge(id, perMinute, readings)
  }

  return ({ observations, claim }, from) => {
    const registry = options.registry()
    const stations = new Map<string, Named>()
    for (const { station } of observations) {
      const named = stations.get(station) ?? nameOf(station, claim, from, registry)
      named.readings += 1
      stations.set(station, named)
    }
    const all = [...stations.values()]
    const locked = all.filter(({ known }) => mode === 'registered' || known?.isLocked)
    if (locked.length > 0) checkKeys(locked, claim, registry, from)
    limitReadings(all)
    return observations.map((observation) => placed(observation, stations.get(observation.station)?.known))
  }
}

/** The station that the claim's identity names, or the name that the dialect gives. */
function nameOf(name: string, { identity }: Claim, { dialect }: From, registry: Registry): Named {
  const found = identity === undefined ? undefined : registry.find(dialect, identity)
  const isProven = found !== undefined && passkeyDialects.includes(dialect)
  const known = found ?? registry.get(name) ?? registry.find(dialect, new Secret(name))
  return { name, known, isProven, readings: 0 }
}
