import * as crypto from 'node:crypto'
import { inspect } from 'node:util'
import { expect, test, vi } from 'vitest'
import type { Observation } from '#lib/domain/observation.ts'
import { createLimiter } from '#lib/platform/limiter.ts'
import { RequestProblem } from '#lib/platform/problem.ts'
import { Secret } from '#lib/platform/secret.ts'
import { fingerprint } from '#lib/stations/keys.ts'
import type { Proof } from '#lib/stations/proof.ts'
import type { Station } from '#lib/stations/schema.ts'
import { aKey, aRegistry, SERVER } from '#lib/testing/stations.ts'
import { type AdmissionOptions, createAdmission } from './admission.ts'

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>()
  return { ...real, createHmac: vi.fn(real.createHmac), timingSafeEqual: vi.fn(real.timingSafeEqual) }
})

const PASSKEY = '0123456789ABCDEF0123456789ABCDEF'
const tikal = aKey()
const next = aKey()
const xela = aKey()
const revoked = aKey()
const stations: Station[] = [
  {
    id: 'tikal',
    municipality: 'Flores',
    keys: [tikal.entry, next.entry],
    identities: { 'weather-underground': ['IFLORES1'], v1: ['templo-iv'] },
  },
  { id: 'xela', keys: [xela.entry] },
  { id: 'closed', keys: [] },
  { id: 'free', municipality: 'Amatitlán' },
  { id: 'peten', identities: { ecowitt: [fingerprint(SERVER, new Secret(PASSKEY))] } },
]

test.each<[string, 'open' | 'registered', string, Secret | undefined, string]>([
  ['its key', 'registered', 'tikal', tikal.key, 'admitted'],
  ['its other key, while it rotates', 'registered', 'tikal', next.key, 'admitted'],
  ['a wrong key', 'registered', 'tikal', new Secret('wrong'), 'unauthorized'],
  ['no key', 'registered', 'tikal', undefined, 'unauthorized'],
  ['a revoked key', 'registered', 'tikal', revoked.key, 'unauthorized'],
  ["another station's key", 'registered', 'tikal', xela.key, 'forbidden'],
  ['a key of some station, for one that is not registered', 'registered', 'nowhere', xela.key, 'forbidden'],
  [
    'a wrong key for one that is not registered',
    'registered',
    'nowhere',
    new Secret('wrong'),
    'unauthorized',
  ],
  ['no key for one that is not registered', 'registered', 'nowhere', undefined, 'unauthorized'],
  ['no key for one that has none', 'registered', 'free', undefined, 'unauthorized'],
  ['any key for one that has none', 'registered', 'closed', xela.key, 'forbidden'],
  ['its key', 'open', 'tikal', tikal.key, 'admitted'],
  ['a wrong key', 'open', 'tikal', new Secret('wrong'), 'unauthorized'],
  ['no key', 'open', 'tikal', undefined, 'unauthorized'],
  ["another station's key", 'open', 'tikal', xela.key, 'forbidden'],
  ['no key for one whose last key was revoked', 'open', 'closed', undefined, 'unauthorized'],
  ['no key for one that needs none', 'open', 'free', undefined, 'admitted'],
  ['no key for one that is not registered', 'open', 'nowhere', undefined, 'admitted'],
  ['a wrong key for one that is not registered', 'open', 'nowhere', new Secret('wrong'), 'admitted'],
  ['no PASSKEY for one that has one', 'open', 'peten', undefined, 'unauthorized'],
])('%s, in the mode %s, for %s', (_, mode, station, key, expected) => {
  expect(outcomeOf(createBench({ mode }).say([{ station }], keyed(key)))).toBe(expected)
})

test('who has no valid key cannot tell a station that is registered from one that is not', () => {
  for (const key of [undefined, new Secret('wrong'), revoked.key]) {
    const { say } = createBench({ mode: 'registered' })
    const [known, unknown] = ['tikal', 'nowhere'].map((station) => say([{ station }], keyed(key)))
    expect(known).toEqual(unknown)
    expect(known).toBeInstanceOf(RequestProblem)
  }
})

test('by construction the time does not tell it either: the same hashes and comparisons are made', () => {
  const work = ['tikal', 'closed', 'free', 'nowhere'].map((station) => {
    const { say } = createBench({ mode: 'registered' })
    vi.mocked(crypto.createHmac).mockClear()
    vi.mocked(crypto.timingSafeEqual).mockClear()
    say([{ station }], keyed(new Secret('wrong')))
    return [crypto.createHmac, crypto.timingSafeEqual].map((spied) => vi.mocked(spied).mock.calls.length)
  })
  expect(work).toEqual(work.map(() => [3, 3]))
})

test('one station in a batch whose key it is not, and nothing of the batch is admitted', () => {
  const { say } = createBench()
  expect(outcomeOf(say([{ station: 'free' }, { station: 'tikal' }], keyed(xela.key)))).toBe('forbidden')
  expect(outcomeOf(say([{ station: 'free' }, { station: 'xela' }], keyed(xela.key)))).toBe('admitted')
})

test('an identity that a protocol has becomes the station, in the municipality of the registry', () => {
  const { say } = createBench()
  const said = say([{ station: 'iflores1', temperature: 5 }], {
    dialect: 'weather-underground',
    identity: 'iFlores1',
    ...keyed(tikal.key),
  })
  expect(said).toEqual([{ station: 'tikal', municipality: 'flores', temperature: 5 }])
})

test('a name that a dialect gives may be one that the registry has for this dialect', () => {
  const { say } = createBench()
  expect(say([{ station: 'templo-iv' }], keyed(tikal.key))).toEqual([
    { station: 'tikal', municipality: 'flores' },
  ])
  expect(outcomeOf(say([{ station: 'templo-iv' }]))).toBe('unauthorized')
  expect(say([{ station: 'templo-iv' }], { dialect: 'classic' })).toEqual([{ station: 'templo-iv' }])
})

test('a PASSKEY is identity and key in one', () => {
  const { say } = createBench({ mode: 'registered' })
  const from = { dialect: 'ecowitt' }
  expect(say([{ station: 'ecowitt-gw2000' }], { ...from, identity: PASSKEY })).toEqual([{ station: 'peten' }])
  expect(outcomeOf(say([{ station: 'ecowitt-gw2000' }], { ...from, identity: '0'.repeat(32) }))).toBe(
    'unauthorized',
  )
})

test('a PASSKEY that is not known does not open a station by its name', () => {
  const from = { dialect: 'ecowitt', identity: '0'.repeat(32) }
  expect(outcomeOf(createBench().say([{ station: 'tikal' }], from))).toBe('unauthorized')
  expect(outcomeOf(createBench().say([{ station: 'peten' }], from))).toBe('unauthorized')
})

test('the registry says where a station is; another word of the reading is flagged', () => {
  const { say } = createBench()
  expect(say([{ station: 'free' }])).toEqual([{ station: 'free', municipality: 'amatitlan' }])
  expect(say([{ station: 'free', municipality: 'amatitlan' }])).toEqual([
    { station: 'free', municipality: 'amatitlan' },
  ])
  expect(say([{ station: 'free', municipality: 'mixco' }])).toEqual([
    { station: 'free', municipality: 'amatitlan', flags: ['municipality'] },
  ])
  expect(say([{ station: 'xela', municipality: 'mixco' }], keyed(xela.key))).toEqual([
    { station: 'xela', municipality: 'mixco' },
  ])
})

test('where a station stands is handed on with what it says', () => {
  const position = { latitude: 17.2, longitude: -89.6 }
  const admit = createAdmission({
    registry: () =>
      aRegistry([
        { id: 'a', position, elevation: 255 },
        { id: 'b', elevation: 255 },
      ]),
    mode: 'open',
    readingsPerMinute: 0,
    keyFailuresPerMinute: 10,
    createLimiter,
  })
  const observations = [{ station: 'a' }, { station: 'b' }]
  expect(
    admit({ observations, claim: { identity: undefined, proof: undefined } }, { dialect: 'v1', source: '' }),
  ).toEqual([
    { observation: { station: 'a' }, place: { ...position, elevation: 255 } },
    { observation: { station: 'b' }, place: { elevation: 255 } },
  ])
})

test('a registry that changes counts from the next request on', () => {
  const bench = createBench()
  expect(outcomeOf(bench.say([{ station: 'free' }]))).toBe('admitted')
  bench.change([{ id: 'free', keys: [] }])
  expect(outcomeOf(bench.say([{ station: 'free' }]))).toBe('unauthorized')
})

test('P8: what is thrown never shows what was said to prove it', () => {
  const planted = 'sturdy-heron-42'
  const bench = createBench({ mode: 'registered', keyFailuresPerMinute: 2 })
  const proofs: object[] = [
    keyed(new Secret(planted)),
    { proof: { kind: 'salted-md5', salt: '1', hash: new Secret(planted) }, identity: planted },
    { identity: planted, dialect: 'ecowitt' },
  ]
  for (const proof of [...proofs, ...proofs, ...proofs]) {
    const thrown = bench.say([{ station: 'tikal' }], proof)
    expect(thrown).toBeInstanceOf(RequestProblem)
    const shown = [
      JSON.stringify(thrown),
      String(thrown),
      (thrown as Error).stack,
      inspect(thrown, { showHidden: true }),
    ]
    expect(shown.join()).not.toContain(planted)
  }
})

type Said = { dialect?: string; source?: string; identity?: string; proof?: Proof | undefined }

function keyed(key: Secret | undefined): Said {
  return { proof: key === undefined ? undefined : { kind: 'key', key } }
}

function outcomeOf(outcome: Observation[] | unknown): string {
  return outcome instanceof RequestProblem ? outcome.kind : 'admitted'
}

function createBench(options: Partial<AdmissionOptions> = {}) {
  let registry = aRegistry(stations)
  const admit = createAdmission({
    registry: () => registry,
    mode: 'open',
    readingsPerMinute: 0,
    keyFailuresPerMinute: 10,
    createLimiter: () => createLimiter(1000, () => 0),
    ...options,
  })
  return {
    say(observations: Observation[], { dialect = 'v1', source = '192.0.2.1', identity, proof }: Said = {}) {
      const claim = { identity: identity === undefined ? undefined : new Secret(identity), proof }
      try {
        return admit({ observations, claim }, { dialect, source }).map(({ observation }) => observation)
      } catch (error) {
        return error
      }
    },
    change(changed: Station[]) {
      registry = aRegistry(changed)
    },
  }
}
