import { expect, test, vi } from 'vitest'
import { noPlaces } from '#lib/stations/places.ts'
import { NOON, sampleReading } from '#lib/testing/readings.ts'
import { createMemoryPicture } from '../testing/memory-picture.ts'
import { createObserver } from './observe.ts'

const at = (ms: number) => new Date(NOON + ms).toISOString()
const counters = (stored: number, kafka: number, rabbitmq: number) => {
  return { stored, duplicates: 0, late: 0, refused: 0, delivered: { kafka, rabbitmq } }
}

test('what has not changed is the same object, so that nobody is told of it again', async () => {
  const { observe, contents } = bench()
  const first = await observe()
  contents.readings.b = sampleReading({ station: 'b', temperature: 30 })
  const second = await observe()
  expect(second.readings.get('a')).toBe(first.readings.get('a'))
  expect(second.readings.get('b')).not.toBe(first.readings.get('b'))
  expect(second.averages).toBe(first.averages)
})

test('the names of stations are asked for when their number is another, and every ten seconds', async () => {
  const { observe, contents, picture, set } = bench()
  const asked = vi.spyOn(picture, 'stations')
  await observe()
  set(9_999)
  await observe()
  expect(asked).toHaveBeenCalledTimes(1)
  contents.stations = ['b']
  expect([...(await observe()).readings.keys()]).toEqual(['b'])
  expect(asked).toHaveBeenCalledTimes(2)
  contents.stations = ['a']
  set(19_999)
  expect([...(await observe()).readings.keys()]).toEqual(['a'])
})

test('the rate is that of the last ten seconds, and of each broker by itself', async () => {
  const { observe, set, contents } = bench()
  expect((await observe()).flow).not.toHaveProperty('stored')
  set(5_000)
  contents.overview.counters = counters(50, 50, 0)
  expect((await observe()).flow).toMatchObject({ stored: 10, kafka: 10, rabbitmq: 0 })
  set(16_000)
  expect((await observe()).flow).not.toHaveProperty('stored')
  set(17_000)
  expect((await observe()).flow).toMatchObject({ stored: 0 })
})

test('stations and municipalities have the names of the registry as it is now', async () => {
  let places = noPlaces
  const { observe } = bench(() => places)
  expect((await observe()).names).toEqual({ stations: {}, municipalities: {} })
  places = {
    ...noPlaces,
    of: (station) => (station === 'a' ? { id: 'a', name: 'Templo IV' } : undefined),
    municipalityName: (slug) => (slug === 'san-jose' ? 'San José' : undefined),
  }
  const named = await observe()
  expect(named.names).toEqual({ stations: { a: 'Templo IV' }, municipalities: { 'san-jose': 'San José' } })
  expect((await observe()).names).toBe(named.names)
})

test('while there are dead letters the newest ones are told', async () => {
  const { observe, contents } = bench()
  contents.dead = [{ id: 'e-1', at: at(0), broker: 'kafka', reason: 'out of tries' }]
  expect((await observe()).dead).toEqual([])
  contents.overview.deadLetters = 1
  expect((await observe()).dead).toEqual(contents.dead)
})

test('a store that was emptied does not flow backwards', async () => {
  const { observe, set, contents } = bench()
  contents.overview.counters = counters(50, 50, 50)
  await observe()
  set(1_000)
  contents.overview.counters = counters(0, 0, 0)
  expect((await observe()).flow).toMatchObject({ stored: 0, kafka: 0, rabbitmq: 0 })
})

test('the delay is at most that of what arrived last, and is forgotten when it says nothing any more', async () => {
  const { observe, set, contents } = bench()
  expect((await observe()).flow).not.toHaveProperty('delay')
  set(1_000)
  contents.readings.a = sampleReading({ station: 'a', receivedAt: at(300), temperature: 1 })
  contents.readings.b = sampleReading({ station: 'b', receivedAt: at(960), temperature: 1 })
  expect((await observe()).flow).toMatchObject({ delay: 40, receivedAt: at(960) })
  set(5_000)
  expect((await observe()).flow).toMatchObject({ delay: 40 })
  set(12_000)
  expect((await observe()).flow).not.toHaveProperty('delay')
})

function bench(places = () => noPlaces) {
  const { picture, contents } = createMemoryPicture({
    stations: ['a', 'b'],
    readings: { a: sampleReading({ station: 'a' }), b: sampleReading({ station: 'b' }) },
  })
  contents.overview.averages = { temperature: { 'san-jose': 21 }, humidity: { mixco: 60 } }
  let now = NOON
  const observe = createObserver(picture, () => now, places)
  return { observe, contents, picture, set: (ms: number) => (now = NOON + ms) }
}
