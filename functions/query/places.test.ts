import { expect, test } from 'vitest'
import { noLog } from '#lib/platform/log.ts'
import { Secret } from '#lib/platform/secret.ts'
import { fingerprint } from '#lib/stations/keys.ts'
import { loadPlaces, noPlaces } from '#lib/stations/places.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { aKey, SERVER } from '#lib/testing/stations.ts'
import { createApp } from './app.ts'
import { createLive } from './live/live.ts'
import { mapSchema, stationSchema } from './schemas.ts'
import { createMemoryPicture } from './testing/memory-picture.ts'

const { entry } = aKey()
const position = { latitude: 17.222, longitude: -89.6237 }
const passkey = fingerprint(SERVER, new Secret('0123456789ABCDEF0123456789ABCDEF'))
const file = {
  stations: [
    {
      id: 'tikal',
      name: 'Templo IV',
      municipality: 'San José',
      position,
      elevation: 255,
      keys: [entry],
      identities: { 'weather-underground': ['ITIKAL7'], ecowitt: [passkey] },
      limits: { temperature: { min: 1 } },
    },
    { id: 'flores', position },
    { id: 'amatitlan', name: 'The lake' },
  ],
}
const tikal = sampleReading({ station: 'tikal', municipality: 'san-jose' })
const paths = [
  '/v1/stations',
  '/v1/stations/tikal',
  '/v1/stations.geojson',
  '/v1/municipalities',
  '/openapi.json',
]

test('name, position and elevation are shown beside the newest reading', async () => {
  const { get } = createBench()
  const known = { ...tikal, name: 'Templo IV', position, elevation: 255 }
  expect(stationSchema.parse(await get('/v1/stations/tikal'))).toEqual(known)
  expect(await get('/v1/stations')).toEqual({
    stations: [{ ...sampleReading({ id: expect.any(String) }), name: 'The lake' }, known],
  })
})

test('a table has them in columns of their own', async () => {
  const table = String(await createBench().get('/v1/stations?format=csv'))
  const [head, lake, temple] = table.split('\r\n')
  expect(head).toMatch(/,id,name,latitude,longitude,elevation$/)
  expect(lake).toMatch(/,The lake,,,$/)
  expect(temple).toMatch(/,Templo IV,17\.222,-89\.6237,255$/)
})

test('without a registry a station is its reading', async () => {
  expect(await createBench(noPlaces).get('/v1/stations/tikal')).toEqual(tikal)
  expect(await createBench(noPlaces).get('/v1/stations.geojson')).toEqual({
    type: 'FeatureCollection',
    features: [],
  })
})

test('the map has every station whose position is known, silent ones too, page by page', async () => {
  const { get } = createBench()
  const map = mapSchema.parse(await get('/v1/stations.geojson'))
  expect(map.features).toEqual([
    {
      type: 'Feature',
      id: 'flores',
      geometry: { type: 'Point', coordinates: [-89.6237, 17.222] },
      properties: { station: 'flores' },
    },
    {
      type: 'Feature',
      id: 'tikal',
      geometry: { type: 'Point', coordinates: [-89.6237, 17.222, 255] },
      properties: { ...tikal, name: 'Templo IV' },
    },
  ])
  expect(await get('/v1/stations.geojson?limit=1')).toMatchObject({
    features: [{ id: 'flores' }],
    next: 'flores',
  })
  expect(await get('/v1/stations.geojson?after=flores')).toMatchObject({ features: [{ id: 'tikal' }] })
  expect(await get('/v1/stations.geojson?limit=0')).toMatchObject({ status: 422 })
})

test('a municipality is called as people write it', async () => {
  const { get } = createBench()
  expect(await get('/v1/municipalities/san-jose')).toMatchObject({
    municipality: 'san-jose',
    name: 'San José',
  })
  expect(await get('/v1/municipalities')).toMatchObject({
    municipalities: [{ name: 'mixco' }, { name: 'San José' }],
  })
})

test.each(paths)('P8: %s shows nothing that proves a station', async (path) => {
  const shown = JSON.stringify(await createBench().get(path))
  const { salt, hash = '' } = entry
  for (const secret of [salt, hash, passkey, passkey.slice(5), 'ITIKAL7', '"keys"']) {
    expect(shown).not.toContain(secret)
  }
})

function createBench(places = placesOf(file)) {
  const municipality = (slug: string) => ({ municipality: slug, name: slug, readings: 1 })
  const { picture } = createMemoryPicture({
    stations: ['amatitlan', 'tikal'],
    readings: { amatitlan: sampleReading(), tikal },
    municipalities: { 'san-jose': municipality('san-jose'), mixco: municipality('mixco') },
  })
  const live = createLive({ picture, log: noLog, limit: 1 })
  const app = createApp({
    picture,
    live,
    page: { html: '', assets: new Map() },
    log: noLog,
    places: () => places,
  })
  return {
    async get(path: string): Promise<unknown> {
      const response = await app.request(path)
      return response.headers.get('content-type')?.includes('json') ? response.json() : response.text()
    },
  }
}

function placesOf(stations: object) {
  const made = loadPlaces(JSON.stringify(stations))
  if ('problems' in made) throw new Error(made.problems.join('; '))
  return made.value
}
