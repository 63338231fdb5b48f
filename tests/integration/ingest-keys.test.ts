import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '#lib/testing/settled.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { runStations } from '../../dev/stations/cli.ts'
import { startIngest } from './ingest-process.ts'

const SECRET = 'the-secret-of-this-server-0123456789'
const WRONG = 'sturdy-heron-42-with-a-long-tail'
const secrets = new Set([SECRET, WRONG])
const cleanUp = new AsyncDisposableStack()
let file: string
let ingest: Awaited<ReturnType<typeof startIngest>>
const keys = { tikal: '', next: '', revoked: '', mixco: '' }

beforeAll(async () => {
  file = join(cleanUp.use(await makeScratch('test-keys')).dir, 'stations.json')
  keys.revoked = stations('add', 'tikal', '--municipality', 'Flores')
  keys.tikal = stations('rotate', 'tikal')
  stations('revoke', 'tikal', keys.revoked.slice(0, 6))
  keys.next = stations('rotate', 'tikal')
  keys.mixco = stations('add', 'mixco')
  stations('add', 'free', '--key', 'none')
  ingest = cleanUp.use(
    await startIngest({
      STATIONS_FILE: file,
      STATIONS_MODE: 'registered',
      STATIONS_POLL_MS: '20',
      STATION_KEYS_SECRET: SECRET,
      KEY_FAILURES_PER_MINUTE: '100',
    }),
  )
  await until(20_000, async () => ingest.events().includes('listening'))
})
afterAll(() => cleanUp.disposeAsync())

const cases: [what: string, station: string, key: () => string | undefined, v1: number, classic: number][] = [
  ['its key', 'tikal', () => keys.tikal, 202, 200],
  ['its next key', 'tikal', () => keys.next, 202, 200],
  ['a wrong key', 'tikal', () => WRONG, 401, 401],
  ['no key', 'tikal', () => undefined, 401, 401],
  ['a revoked key', 'tikal', () => keys.revoked, 401, 401],
  ["another station's key", 'tikal', () => keys.mixco, 403, 403],
  ['a wrong key for a station that is not registered', 'nowhere', () => WRONG, 401, 401],
  ["another station's key for one that is not registered", 'nowhere', () => keys.mixco, 403, 403],
  ['no key for a station that has none', 'free', () => undefined, 401, 401],
]

test.for(cases)('%s for %s', async ([, station, key, v1, classic]) => {
  const before = ingest.written.length
  const answers = [
    await post('/v1/readings', { station, temperature: 20 }, key()),
    await post('/weather', { municipality: station, temperature: 20, humidity: 50, weather: 'Sunny' }, key()),
  ]
  expect(answers.map(({ status }) => status)).toEqual([v1, classic])
  if (v1 === 202) return
  expect(answers.map(({ type }) => type)).toEqual(Array(2).fill('application/problem+json'))
  expect(JSON.parse(answers[1]?.text ?? '')).toMatchObject({ success: false, message: expect.any(String) })
  expect(ingest.written.length, 'nothing of it reaches a writer').toBe(before)
})

test('what was not there tells the same as what was', async () => {
  const answers = ['tikal', 'nowhere'].map((station) =>
    post('/v1/readings', { station, temperature: 20 }, WRONG),
  )
  const [known, unknown] = await Promise.all(answers)
  expect(known).toEqual(unknown)
})

test('one station of a batch whose key it is not: nothing of the batch reaches a writer', async () => {
  const before = ingest.written.length
  const batch = [
    { station: 'mixco', temperature: 20 },
    { station: 'tikal', temperature: 20 },
  ]
  expect((await post('/v1/readings', batch, keys.mixco)).status).toBe(403)
  expect(ingest.written.length).toBe(before)
})

test('a key that is made while it runs is taken, one that is revoked is not, and neither needs a new start', async () => {
  const say = (key: string) => post('/v1/readings', { station: 'izabal', temperature: 20 }, key)
  const key = stations('add', 'izabal')
  await until(10_000, async () => (await say(key)).status === 202)
  stations('revoke', 'izabal', '--all')
  await until(10_000, async () => (await say(key)).status === 401)
})

test('a broken file changes nothing, and its problems are logged without what is in it', async () => {
  const right = readFileSync(file, 'utf8')
  const seen = ingest.events().length
  replace(right.replace('"hash": "', `"hash": "${WRONG}`))
  await until(10_000, async () => ingest.events().slice(seen).includes('stations.refused'))
  expect((await post('/v1/readings', { station: 'tikal', temperature: 20 }, keys.tikal)).status).toBe(202)
  replace(right)
})

test('P8: no log line, answer or health report has ever shown a secret', async () => {
  await post(`/nowhere?PASSWORD=${WRONG}`, {}, WRONG)
  await post('/v1/readings', '{', WRONG)
  const health = await (await fetch(`${ingest.url}/health`)).text()
  const stored = JSON.parse(readFileSync(file, 'utf8')) as {
    stations: { keys?: { salt: string; hash: string }[] }[]
  }
  const kept = stored.stations.flatMap(({ keys: all = [] }) => all.flatMap(({ salt, hash }) => [salt, hash]))
  const shown = [ingest.output(), health, ...answered].join('\n')
  expect(answered.length).toBeGreaterThan(20)
  expect(kept.length).toBeGreaterThan(4)
  for (const secret of [...secrets, ...kept]) expect(shown).not.toContain(secret)
})

test('at start everything that is wrong is one line of log, and exit code 1', async () => {
  const broken = `${file}.broken`
  writeFileSync(broken, '{"stations":[{"id":"A"},{"id":"b","elevation":99999}]}')
  await using other = await startIngest({ STATIONS_FILE: broken })
  expect(await other.exited).toBe(1)
  expect(other.events()).toEqual(['config.invalid'])
  expect(other.output()).toMatch(/stations\[0\]\.id.*stations\[1\]\.elevation/)
})

test('a start with another secret than that of the keys fails, instead of locking every station out', async () => {
  await using other = await startIngest({ STATIONS_FILE: file, STATION_KEYS_SECRET: `${WRONG}-too` })
  expect(await other.exited).toBe(1)
  expect(other.output()).toContain('was made with another secret than STATION_KEYS_SECRET')
  expect(other.output()).not.toContain(WRONG)
})

const answered: string[] = []

async function post(path: string, body: unknown, key?: string) {
  const response = await fetch(`${ingest.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  answered.push(text, JSON.stringify([...response.headers]))
  return { status: response.status, type: response.headers.get('content-type'), text }
}

/** Runs a command on the file; gives the key that it prints. */
function stations(...args: string[]): string {
  const printed: string[] = []
  const env = { STATION_KEYS_SECRET: SECRET }
  runStations([...args, '--file', file], {
    env,
    stdin: () => '',
    print: (text) => printed.push(text),
    now: new Date(),
  })
  const [, key = ''] = /^ {2}([0-9a-z]{26})$/m.exec(printed.join('\n')) ?? []
  if (key !== '') secrets.add(key)
  return key
}

/** In one step, as everything that writes this file does. */
function replace(text: string): void {
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}
