import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { Secret } from '#lib/platform/secret.ts'
import { loadRegistry } from '#lib/stations/load-registry.ts'
import { createCheck } from '#lib/stations/proof.ts'
import { root } from '../stack/paths.ts'
import { runStations } from './cli.ts'

const SERVER = 'a-secret-of-the-server-for-tests-only'
const PLANTED = 'sturdy-heron-42'
let folder: string
let file: string
const shown: string[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stations-'))
  file = join(folder, 'stations.json')
  shown.length = 0
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a key is printed once, and only its hash is kept', () => {
  const key = keyIn(
    run(['add', 'tikal', '--municipality', 'Flores', '--identity', 'weather-underground=IFLORES1']),
  )
  expect(verdict('tikal', key)).toBe('own')
  expect(content()).not.toContain(key.slice(6))
  expect(content()).not.toContain(SERVER)
  expect(run(['list']).out).toMatch(
    new RegExp(`tikal +Flores +weather-underground: IFLORES1 +${key.slice(0, 6)} of `),
  )
  expect(run(['list']).out).not.toContain(key.slice(6))
})

test('while a key rotates both are valid; of three the oldest goes; a revoked one is none', () => {
  const [first, second] = [keyIn(run(['add', 'tikal'])), keyIn(run(['rotate', 'tikal']))]
  expect([first, second].map((key) => verdict('tikal', key))).toEqual(['own', 'own'])
  const third = keyIn(run(['rotate', 'tikal']))
  expect([first, second, third].map((key) => verdict('tikal', key))).toEqual(['none', 'own', 'own'])
  run(['revoke', 'tikal', second.slice(0, 6)])
  expect([second, third].map((key) => verdict('tikal', key))).toEqual(['none', 'own'])
})

test('a station whose last key is revoked is closed, not open', () => {
  const key = keyIn(run(['add', 'tikal']))
  expect(run(['revoke', 'tikal', '--all']).out).toContain('nothing is taken from it')
  expect(JSON.parse(content())).toEqual({ stations: [{ id: 'tikal', keys: [] }] })
  expect(verdict('tikal', key)).toBe('none')
  expect(run(['list']).out).toContain('none: closed')
})

test('a chosen key and a PASSKEY are read from standard input, and shown by nothing', () => {
  run(['add', 'mixco', '--key', 'chosen'], `${PLANTED}\n`)
  run(['add', 'peten', '--passkey', 'ecowitt'], `${PLANTED}-passkey\n`)
  expect(verdict('mixco', PLANTED)).toBe('own')
  expect(registry().find('ecowitt', new Secret(`${PLANTED}-PASSKEY`))?.id).toBe('peten')
  run(['list'])
  expect([...shown, content()].join()).not.toContain(PLANTED)
})

test("a key for Windguru's hash is derived: its hash is not kept", () => {
  expect(keyIn(run(['add', 'izabal', '--key', 'windguru']))).toMatch(/^[0-9a-z]{26}$/)
  expect(JSON.parse(content()).stations[0].keys[0]).toEqual({
    id: expect.any(String),
    salt: expect.any(String),
    created: expect.any(String),
  })
})

test('all that can be said of a station is kept, with the rest of the file', () => {
  writeFileSync(file, '{"$schema":"x.json","stations":[{"id":"xela"}]}')
  run([
    'add',
    'tikal',
    '--key',
    'none',
    '--name',
    'Templo IV',
    '--latitude',
    '17.2',
    '--longitude',
    '-89.6',
    '--elevation',
    '255',
    '--interval',
    '60',
  ])
  expect(JSON.parse(content())).toEqual({
    $schema: 'x.json',
    stations: [
      { id: 'xela' },
      {
        id: 'tikal',
        name: 'Templo IV',
        position: { latitude: 17.2, longitude: -89.6 },
        elevation: 255,
        interval: 60,
      },
    ],
  })
})

test.each<[string, string[], string, Record<string, string>?]>([
  ['a station that is there', ['add', 'xela'], 'xela is there already'],
  ['a station that is not there', ['rotate', 'nowhere'], 'there is no station nowhere'],
  ['a key that is not there', ['revoke', 'xela', 'aaaaaa'], 'xela has no such key'],
  ['a revocation without a key', ['revoke', 'xela'], 'which key?'],
  ['a broken rule', ['add', 'Tikal', '--latitude', '99', '--longitude', '0'], 'position.latitude'],
  ['an unknown option', ['add', 'tikal', '--colour', 'red'], 'colour'],
  ['an unknown command', ['paint', 'tikal'], 'no such command'],
  ['a chosen key that is short', ['add', 'tikal', '--key', 'chosen'], 'a key has 6 to 128 characters'],
  ['no secret', ['add', 'tikal'], 'STATION_KEYS_SECRET is required', { STATION_KEYS_SECRET: '' }],
  ['a short secret', ['add', 'tikal'], 'at least 32 characters', { STATION_KEYS_SECRET: PLANTED }],
  [
    'another secret than that of the keys',
    ['add', 'tikal'],
    'another secret',
    { STATION_KEYS_SECRET: 'x'.repeat(32) },
  ],
])('%s: refused with a reason, nothing changed, nothing told', (_, args, reason, env) => {
  run(['add', 'xela'])
  const before = content()
  shown.length = 0
  const { out, err } = run(args, 'heron', env)
  expect(out).toBe('')
  expect(err).toContain(reason)
  for (const secret of [PLANTED, SERVER, 'x'.repeat(32)]) expect(shown.join()).not.toContain(secret)
  expect(content()).toBe(before)
  expect(readdirSync(folder)).toEqual(['stations.json'])
})

test('P8: a broken file is named without what is in it', () => {
  writeFileSync(file, `{"stations":[{"id":"tikal","keys":[{"hash":"${PLANTED}"},${PLANTED}`)
  expect(run(['list'])).toMatchObject({ err: expect.stringContaining('is not JSON') })
  writeFileSync(
    file,
    JSON.stringify({ stations: [{ id: 'tikal', keys: [{ hash: PLANTED, salt: PLANTED }] }] }),
  )
  expect(run(['add', 'xela'])).toMatchObject({
    err: expect.stringContaining('stations[0].keys[0].hash'),
  })
  expect(shown.join()).not.toContain(PLANTED)
})

test('the command itself prints what is wrong in one line, and ends with 1', () => {
  const args = ['dev/stations/main.ts', 'add', 'tikal', '--key', 'chosen', '--file', file]
  const env = { PATH: process.env.PATH, STATION_KEYS_SECRET: SERVER }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    input: 'heron',
    encoding: 'utf8',
  })
  expect([status, stdout, stderr]).toEqual([1, '', 'a key has 6 to 128 characters\n'])
})

test('the published schema takes what is written, and refuses what is not', () => {
  run(['add', 'tikal', '--municipality', 'Flores', '--elevation', '255'])
  const published = z.fromJSONSchema(
    JSON.parse(readFileSync(join(root, 'docs/stations.schema.json'), 'utf8')),
  )
  expect(published.safeParse(JSON.parse(content())).error?.issues).toBeUndefined()
  expect(published.safeParse({ stations: [{ id: 'Tikal' }] }).success).toBe(false)
})

/** What is printed, and the message and the whole of what is thrown. */
function run(args: string[], input = '', env: Record<string, string> = {}) {
  const printed: string[] = []
  let thrown: unknown
  try {
    runStations([...args, '--file', file], {
      env: { STATION_KEYS_SECRET: SERVER, ...env },
      stdin: () => input,
      print: (text) => printed.push(text),
      now: new Date(),
    })
  } catch (error) {
    thrown = error
    shown.push(inspect(error, { showHidden: true }))
  }
  const out = printed.join('\n')
  shown.push(out)
  return { out, err: thrown instanceof Error ? thrown.message : '' }
}

function keyIn({ out }: { out: string }): string {
  return /^ {2}([0-9a-z]{26})$/m.exec(out)?.[1] ?? 'none'
}

function content(): string {
  return readFileSync(file, 'utf8')
}

function registry() {
  const made = loadRegistry(content(), [new Secret(SERVER)])
  if ('problems' in made) throw new Error(made.problems.join())
  return made.value
}

function verdict(station: string, key: string) {
  return createCheck({ kind: 'key', key: new Secret(key) }, registry())(registry().get(station))
}
