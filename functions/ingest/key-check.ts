import type { Limiter } from '#lib/platform/limiter.ts'
import { RequestProblem, tooMany } from '#lib/platform/problem.ts'
import { createCheck } from '#lib/stations/proof.ts'
import type { KnownStation, Registry } from '#lib/stations/registry.ts'
import { passkeyDialects } from '#lib/stations/schema.ts'
import type { Claim } from './dialects/dialect.ts'

/** Which dialect a request is in, and who has sent it: an address, for counting. */
export type From = { dialect: string; source: string }

/** A station that a request speaks of; proven when a PASSKEY has found it, which is identity and key in one. */
export type Named = {
  name: string
  known: KnownStation | undefined
  isProven: boolean
  readings: number
}

/** How many stations an address may fail for at once, each as often as is allowed. */
const STATIONS = 10

/** Throws unless the claim holds for all of these stations. */
export type CheckKeys = (stations: readonly Named[], claim: Claim, registry: Registry, from: From) => void

/**
 * Checks what a request proves, in the same steps whether its stations are known or not, and answers the same: only
 * who has a valid key learns more, that it is another station's. Wrong keys are counted by address and station, so
 * that one station with a wrong key does not lock out its neighbours behind the same address, and by address, so that
 * nobody goes through all stations; who has had too many is refused before anything is looked at.
 */
export function createKeyCheck(createLimiter: () => Limiter, failuresPerMinute: number): CheckKeys {
  const ofBoth = createLimiter()
  const ofSource = createLimiter()

  return (stations, { identity, proof }, registry, { dialect, source }) => {
    const hasShown = proof !== undefined || (identity !== undefined && passkeyDialects.includes(dialect))
    if (!hasShown) throw new RequestProblem('unauthorized', 'the key is missing')

    const both = stations.map(({ name }) => `${source} ${name}`)
    const wait = Math.max(
      ofSource.wait(source, failuresPerMinute * STATIONS),
      ...both.map((key) => ofBoth.wait(key, failuresPerMinute)),
    )
    if (wait > 0) throw tooMany('too many wrong keys', wait)

    const verdictOf = proof === undefined ? () => 'none' as const : createCheck(proof, registry, identity)
    const verdicts = stations.map(({ known, isProven }) => {
      const verdict = verdictOf(known)
      return isProven ? 'own' : verdict
    })
    const failed = both.filter((_, index) => verdicts[index] === 'none')
    for (const key of failed) ofBoth.charge(key, failuresPerMinute, 1)
    if (failed.length > 0) {
      ofSource.charge(source, failuresPerMinute * STATIONS, failed.length)
      throw new RequestProblem('unauthorized', 'the key is not valid')
    }
    if (verdicts.includes('other')) throw new RequestProblem('forbidden', "the key is another station's")
  }
}
