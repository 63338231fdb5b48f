import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { toSlug } from '#lib/domain/slug.ts'
import { loadRegistry } from '#lib/stations/load-registry.ts'
import { parseStations } from '#lib/stations/parse.ts'
import { demoStations } from '../demo/observations.ts'
import { demoStationsFile, stationsEnv } from './stations.ts'

const text = readFileSync(demoStationsFile, 'utf8')

test('the file of the demo has the stations of the demo, in their municipalities, and none needs a key', () => {
  const parsed = parseStations(text)
  const { stations } = 'stations' in parsed ? parsed : { stations: [] }
  const known = stations.map(({ id, municipality = '' }) => [id, toSlug(municipality)])
  expect(known.sort()).toEqual(
    demoStations()
      .map(({ station, municipality }) => [station, municipality])
      .sort(),
  )
  expect(loadRegistry(text, [])).toHaveProperty('value')
})

test("only ingest is told the server's secret, and query only the file", () => {
  const told = { STATIONS_MODE: 'registered', STATION_KEYS_SECRET: 'x' }
  expect(stationsEnv({ ...told, STATIONS_FILE: '/etc/stations.json', PATH: '/bin' })).toEqual({
    ingest: { ...told, STATIONS_FILE: '/etc/stations.json' },
    query: { STATIONS_FILE: '/etc/stations.json' },
  })
})

test('without a file of one’s own it is that of the demo', () => {
  const file = { STATIONS_FILE: demoStationsFile }
  expect(stationsEnv({})).toEqual({ ingest: file, query: file })
})
