import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Secret } from '#lib/platform/secret.ts'
import { fingerprint } from '#lib/stations/keys.ts'
import { aKey, SERVER } from '#lib/testing/stations.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { type Report, SPIKE, simulateDay } from '../../load/stations/console.ts'
import { ecowittRequest, type StationRequest, undergroundRequest } from '../../load/stations/requests.ts'
import { honestOf, meanOf, sentOf, speak, stuckRun } from './day.ts'
import { npmStart, type Start } from './npm-start.ts'
import { get, post } from './requests.ts'

// A day of two stations, with all that goes wrong in it, through what `npm start` starts.

/** Five minutes less than the window, so that nothing of the day leaves it while we look. */
const MINUTES = 1435
const PASSKEY = '6F1E4C0D9B2A57838E4D1C6BA0957F32'
const wuKey = aKey()

/** A report in the sixth second of a minute: clocks run away by 48 s, and so skip none. */
const from = Math.floor(Date.now() / 60_000 - MINUTES) * 60_000 + 5_000
/** Their day begins at five, so that gap, stuck hygrometer, spike, power cut and midnight all lie in it. */
const zoneMinutes = 300 - (Math.floor(from / 60_000) % 1440)
const simulate = (seed: number) => simulateDay({ from, seed, zoneMinutes, minutes: MINUTES })

type Simulated = ReturnType<typeof simulateDay> & { request: (report: Report) => StationRequest }
const simulated: Record<string, Simulated> = {
  'garden-ecowitt': { ...simulate(1), request: (report) => ecowittRequest(PASSKEY, report) },
  'garden-underground': {
    ...simulate(2),
    // It has no counter but the day's, which begins anew at midnight.
    request: (report) =>
      undergroundRequest({ id: 'IGARDEN1', key: wuKey.key.reveal(), hasYear: false }, report),
  },
}
const stations = Object.keys(simulated)

const registry = {
  stations: [
    {
      id: 'garden-ecowitt',
      municipality: 'Amatitlán',
      identities: { ecowitt: [fingerprint(SERVER, new Secret(PASSKEY))] },
    },
    {
      id: 'garden-underground',
      municipality: 'Amatitlán',
      identities: { 'weather-underground': ['IGARDEN1'] },
      keys: [wuKey.entry],
    },
  ],
}

const cleanUp = new AsyncDisposableStack()
let start: Start
let ingest: string
let query: string

beforeAll(async () => {
  const { dir } = cleanUp.use(await makeScratch('test-day'))
  writeFileSync(join(dir, 'stations.json'), JSON.stringify(registry))
  start = npmStart(['--no-demo', '--ports', 'free'], {
    RETENTION_MINUTES: '1440',
    STATIONS_FILE: join(dir, 'stations.json'),
    STATION_KEYS_SECRET: SERVER.reveal(),
  })
  cleanUp.defer(async () => {
    start.child.kill('SIGINT')
    await start.exited
  })
  const addressOf = (path: string) => new RegExp(`(http://\\S+)${path}\\s`).exec(start.output())?.[1]
  await vi.waitFor(() => expect(addressOf('/v1/summary'), start.output()).toBeDefined(), 90_000)
  ingest = addressOf('/v1/readings') as string
  query = addressOf('/v1/summary') as string
})
afterAll(() => cleanUp.disposeAsync())

test('the spike is flagged, and by then the hygrometer, which has been stuck for hours', async () => {
  await Promise.all(stations.map((station) => send(station, (at, spike) => at <= spike)))
  for (const station of stations) {
    await vi.waitFor(async () => {
      const { body } = await get(`${query}/v1/stations/${station}`)
      expect(body).toMatchObject({ temperature: 49, municipality: 'amatitlan', level: 'Q' })
      expect(body.quality).toEqual(['step-temperature', 'persistence-humidity'])
    }, 10_000)
  }
})

test('every reading of the day is stored, at its own time', async () => {
  await Promise.all(stations.map((station) => send(station, (at, spike) => at > spike)))
  const all = Object.values(simulated).reduce((sum, { reports }) => sum + reports.length, 0)
  await vi.waitFor(async () => {
    const { body } = await get(`${query}/v1/summary`)
    expect(body).toMatchObject({ stored: all, readings: all, late: 0, refused: 0, deadLetters: 0 })
  }, 20_000)
  for (const [station, { reports }] of Object.entries(simulated)) {
    const seconds = Math.floor((reports.at(-1)?.statedAt ?? 0) / 1000) // as firmware tells the time
    const { body } = await get(`${query}/v1/stations/${station}`)
    expect(body).toMatchObject({ observedAt: new Date(seconds * 1000).toISOString() })
    expect(body).not.toHaveProperty('quality')
  }
})

test.each(stations)('the rain of the day of %s is right to 0.1 mm', async (station) => {
  const { rain = 0 } = simulated[station] ?? {}
  expect(rain).toBeGreaterThan(10)
  const span = `from=${new Date(from - 3_600_000).toISOString()}&step=3600`
  await vi.waitFor(async () => {
    // What came late is in the series once something else comes, ten seconds later.
    await post(`${ingest}/v1/readings`, { station: 'elsewhere', temperature: 20 })
    const { body } = await get(`${query}/v1/stations/${station}/series?${span}`)
    const fell = (body.points as { rain?: number }[]).reduce((sum, point) => sum + (point.rain ?? 0), 0)
    expect(Math.abs(fell - rain)).toBeLessThan(0.1)
  }, 30_000)
})

test('as many values fail as were wrong: a spike a station, and every report of the stuck hygrometers', async () => {
  const stuck = Object.values(simulated).map(({ reports }) => stuckRun(reports.map(sentOf)))
  const { body } = await get(`${query}/v1/summary`)
  expect(body.quality).toEqual({
    range: 0,
    consistency: 0,
    step: stations.length,
    persistence: stuck.reduce((sum, run) => sum + run.to - run.from, 0),
    neighbours: 0,
  })
})

test('means and extremes of the municipality are those of the readings without spike and stuck run', async () => {
  const honest = Object.values(simulated).map(({ reports }) => honestOf(reports))
  const { body } = await get(`${query}/v1/municipalities/amatitlan`)
  for (const [name, values] of [
    ['temperature', honest.flatMap(({ temperatures }) => temperatures)],
    ['humidity', honest.flatMap(({ humidities }) => humidities)],
  ] as const) {
    // Readings and means have two decimals.
    expect(Math.abs(Number(body[name]) - meanOf(values)), name).toBeLessThan(0.0101)
    expect(Math.abs(Number(body[`${name}Max`]) - Math.max(...values)), name).toBeLessThan(0.0051)
    expect(Math.abs(Number(body[`${name}Min`]) - Math.min(...values)), name).toBeLessThan(0.0051)
  }
  expect(Number(body.temperatureMax)).toBeLessThan(SPIKE - 10)
})

/** Sends reports of a station one after the other, as a console does: those before or behind the spike. */
async function send(station: string, isMeant: (at: number, spike: number) => boolean): Promise<void> {
  const { reports, request } = simulated[station] as Simulated
  const spike = reports.findIndex(({ weather }) => weather.temperature === SPIKE)
  for (const report of reports.filter((_, at) => isMeant(at, spike))) await speak(ingest, request(report))
}
