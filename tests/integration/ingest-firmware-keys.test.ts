import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '#lib/testing/settled.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { runStations } from '../../dev/stations/cli.ts'
import { startIngest } from './ingest-process.ts'

const SECRET = 'the-secret-of-this-server-0123456789'
const PASSKEY = '0F1E2D3C4B5A69788796A5B4C3D2E1F0'
const PIN = '246810'
const WRONG = 'sturdy-heron-42'
const cleanUp = new AsyncDisposableStack()
const keys = { tikal: '', izabal: '' }
let file: string
let ingest: Awaited<ReturnType<typeof startIngest>>

beforeAll(async () => {
  file = join(cleanUp.use(await makeScratch('test-keys')).dir, 'stations.json')
  keys.tikal = stations('', 'add', 'tikal', '--identity', 'weather-underground=IFLORES1')
  keys.izabal = stations('', 'add', 'izabal', '--identity', 'windguru=IZABAL', '--key', 'windguru')
  stations(PIN, 'add', 'mixco', '--identity', 'wow=917', '--key', 'chosen')
  stations(PASSKEY, 'add', 'peten', '--passkey', 'ecowitt')
  stations(PASSKEY, 'rotate', 'peten', '--passkey', 'ambient')
  ingest = cleanUp.use(
    await startIngest({
      STATIONS_FILE: file,
      STATIONS_MODE: 'registered',
      STATION_KEYS_SECRET: SECRET,
      KEY_FAILURES_PER_MINUTE: '1000',
    }),
  )
  await until(20_000, async () => ingest.events().includes('listening'))
})
afterAll(() => cleanUp.disposeAsync())

const underground = (id: string, password: string) =>
  get('/weatherstation/updateweatherstation.php', {
    ID: id,
    PASSWORD: password,
    action: 'updateraw',
    tempf: '70',
  })
const wow = (siteid: string, key: string) =>
  get('/automaticreading', { siteid, siteAuthenticationKey: key, softwaretype: 'x', tempf: '70' })
const windguru = (uid: string, password: string) => {
  const hash = createHash('md5').update(`20261124${uid}${password}`).digest('hex')
  return get('/upload/api.php', { uid, salt: '20261124', hash, temperature: '21' })
}
const ecowitt = (key: string) => send('/data/report/', { PASSKEY: key, stationtype: 'GW2000A', tempf: '70' })
const ambient = (key: string) =>
  get('/data/report/', { PASSKEY: key, stationtype: 'AMBWeatherV4.3.3', tempf: '70' })

const cases: [what: string, say: () => Promise<number>, status: number, station?: string][] = [
  ['Weather Underground, its key', () => underground('IFLORES1', keys.tikal), 200, 'tikal'],
  ['Weather Underground, its ID in small letters', () => underground('iflores1', keys.tikal), 200, 'tikal'],
  ['Weather Underground, a wrong key', () => underground('IFLORES1', WRONG), 401],
  [
    'Weather Underground, its key in another case',
    () => underground('IFLORES1', keys.tikal.toUpperCase()),
    401,
  ],
  ['Weather Underground, an unknown ID', () => underground('INOWHERE', WRONG), 401],
  ["WOW, its owner's PIN", () => wow('917', PIN), 200, 'mixco'],
  ['WOW, a wrong PIN', () => wow('917', '123456'), 403],
  ["WOW, another station's PIN", () => wow('918', PIN), 403],
  ['Windguru, its hash', () => windguru('IZABAL', keys.izabal), 200, 'izabal'],
  ['Windguru, a hash of something else', () => windguru('IZABAL', WRONG), 401],
  ["Windguru, another station's key", () => windguru('IZABAL', keys.tikal), 401],
  ['Ecowitt, its PASSKEY', () => ecowitt(PASSKEY), 200, 'peten'],
  ['Ecowitt, its PASSKEY in small letters', () => ecowitt(PASSKEY.toLowerCase()), 200, 'peten'],
  ['Ecowitt, an unknown PASSKEY', () => ecowitt(`${PASSKEY.slice(0, -1)}1`), 401],
  ['Ambient Weather, its PASSKEY', () => ambient(PASSKEY), 200, 'peten'],
  ['Ambient Weather, an unknown PASSKEY', () => ambient(`${PASSKEY.slice(0, -1)}1`), 401],
]

test.for(cases)('%s', async ([, say, status, station]) => {
  const before = ingest.written.length
  expect(await say()).toBe(status)
  // Both brokers are one writer here.
  const written = await until(5_000, async () => {
    const news = ingest.written.slice(before)
    return (station === undefined || news.length === 2) && news
  })
  expect(written).toEqual(station === undefined ? [] : [station, station])
})

test('P8: no log line or answer has ever shown a secret, nor does the file', () => {
  const shown = [ingest.output(), ...answered].join('\n')
  expect(answered.length).toBe(cases.length)
  for (const secret of [SECRET, PASSKEY, PASSKEY.toLowerCase(), PIN, WRONG, keys.tikal, keys.izabal]) {
    expect(shown).not.toContain(secret)
    expect(readFileSync(file, 'utf8')).not.toContain(secret)
  }
})

const answered: string[] = []

function get(path: string, fields: Record<string, string>) {
  return ask(`${path}?${new URLSearchParams({ ...fields, dateutc: 'now' })}`, {})
}

function send(path: string, fields: Record<string, string>) {
  return ask(path, { method: 'POST', body: new URLSearchParams({ ...fields, dateutc: 'now' }) })
}

async function ask(path: string, init: RequestInit): Promise<number> {
  const response = await fetch(`${ingest.url}${path}`, init)
  answered.push(`${await response.text()} ${JSON.stringify([...response.headers])}`)
  return response.status
}

/** Runs a command on the file; gives the key that it prints. */
function stations(typed: string, ...args: string[]): string {
  const printed: string[] = []
  runStations([...args, '--file', file], {
    env: { STATION_KEYS_SECRET: SECRET },
    stdin: () => typed,
    print: (text) => printed.push(text),
    now: new Date(),
  })
  return /^ {2}([0-9a-z]{26})$/m.exec(printed.join('\n'))?.[1] ?? ''
}
