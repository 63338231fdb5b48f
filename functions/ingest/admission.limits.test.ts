import * as crypto from 'node:crypto'
import { expect, test, vi } from 'vitest'
import type { Observation } from '#lib/domain/observation.ts'
import { createLimiter } from '#lib/platform/limiter.ts'
import { RequestProblem } from '#lib/platform/problem.ts'
import { Secret } from '#lib/platform/secret.ts'
import type { Proof } from '#lib/stations/proof.ts'
import { aKey, aRegistry } from '#lib/testing/stations.ts'
import { type AdmissionOptions, createAdmission } from './admission.ts'

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>()
  return { ...real, createHmac: vi.fn(real.createHmac) }
})

const tikal = aKey()
const xela = aKey()
const registry = aRegistry([
  { id: 'tikal', keys: [tikal.entry] },
  { id: 'xela', keys: [xela.entry] },
  { id: 'slow', readingsPerMinute: 2 },
])

test('wrong keys of one address are limited, and the right one must wait too; other stations and addresses need not', () => {
  const bench = createBench({ keyFailuresPerMinute: 3 })
  const wrong = () => bench.say([{ station: 'tikal' }], keyed(new Secret('wrong')))
  const outcomes = [wrong(), wrong(), wrong(), wrong()]
  expect(outcomes.map(outcomeOf)).toEqual([...Array(3).fill('unauthorized'), 'too-many-requests'])
  expect(outcomes.at(-1)).toMatchObject({ retryAfter: 20 })
  expect(outcomeOf(bench.say([{ station: 'tikal' }], keyed(tikal.key)))).toBe('too-many-requests')
  expect(outcomeOf(bench.say([{ station: 'xela' }], keyed(xela.key)))).toBe('admitted')
  expect(outcomeOf(bench.say([{ station: 'tikal' }], { ...keyed(tikal.key), source: '192.0.2.2' }))).toBe(
    'admitted',
  )
  bench.sleep(20_001)
  expect(outcomeOf(bench.say([{ station: 'tikal' }], keyed(tikal.key)))).toBe('admitted')
})

test('while an address must wait, no key of it is looked at', () => {
  const bench = createBench({ keyFailuresPerMinute: 1 })
  const wrong = () => bench.say([{ station: 'tikal' }], keyed(new Secret('wrong')))
  wrong()
  vi.mocked(crypto.createHmac).mockClear()
  expect(outcomeOf(wrong())).toBe('too-many-requests')
  expect(crypto.createHmac).not.toHaveBeenCalled()
})

test('nobody goes through many stations, neither one by one nor in one request', () => {
  const names = Array.from({ length: 200 }, (_, n) => ({ station: `s${n}` }))
  const oneByOne = createBench({ mode: 'registered', keyFailuresPerMinute: 5 })
  const outcomes = names.map((name) => outcomeOf(oneByOne.say([name], keyed(new Secret('246810')))))
  expect(outcomes.filter((outcome) => outcome === 'unauthorized')).toHaveLength(50)
  const atOnce = createBench({ mode: 'registered', keyFailuresPerMinute: 5 })
  expect(outcomeOf(atOnce.say(names, keyed(new Secret('246810'))))).toBe('unauthorized')
  expect(outcomeOf(atOnce.say([{ station: 'xela' }], keyed(xela.key)))).toBe('too-many-requests')
})

test('a missing key and a key of another station are no guesses, and not counted', () => {
  const bench = createBench({ keyFailuresPerMinute: 1 })
  for (let n = 0; n < 5; n += 1) {
    expect(outcomeOf(bench.say([{ station: 'tikal' }]))).toBe('unauthorized')
    expect(outcomeOf(bench.say([{ station: 'tikal' }], keyed(xela.key)))).toBe('forbidden')
  }
})

test('a station that may say little is told when to come back, by its own rate or that of all', () => {
  const bench = createBench({ readingsPerMinute: 3 })
  const outcomes = (station: string, count: number) =>
    Array.from({ length: count }, () => outcomeOf(bench.say([{ station }])))
  expect(outcomes('slow', 3)).toEqual(['admitted', 'admitted', 'too-many-requests'])
  expect(outcomes('nowhere', 4)).toEqual(['admitted', 'admitted', 'admitted', 'too-many-requests'])
  expect(bench.say([{ station: 'slow' }])).toMatchObject({ retryAfter: 30 })
  bench.sleep(30_001)
  expect(outcomes('slow', 2)).toEqual(['admitted', 'too-many-requests'])
})

test('a batch is let through when anything is left, and paid off afterwards', () => {
  const bench = createBench({ readingsPerMinute: 60 })
  expect(outcomeOf(bench.say(Array(180).fill({ station: 'a' })))).toBe('admitted')
  expect(bench.say([{ station: 'a' }])).toMatchObject({ retryAfter: 121 })
})

function outcomeOf(outcome: Observation[] | unknown): string {
  return outcome instanceof RequestProblem ? outcome.kind : 'admitted'
}

type Said = { source?: string; proof?: Proof | undefined }

function keyed(key: Secret | undefined): Said {
  return { proof: key === undefined ? undefined : { kind: 'key', key } }
}

function createBench(options: Partial<AdmissionOptions> = {}) {
  let now = 0
  const admit = createAdmission({
    registry: () => registry,
    mode: 'open',
    readingsPerMinute: 0,
    keyFailuresPerMinute: 10,
    createLimiter: () => createLimiter(1000, () => now),
    ...options,
  })
  return {
    say(observations: Observation[], { source = '192.0.2.1', proof }: Said = {}) {
      const claim = { identity: undefined, proof }
      try {
        return admit({ observations, claim }, { dialect: 'v1', source })
      } catch (error) {
        return error
      }
    },
    sleep(ms: number) {
      now += ms
    },
  }
}
