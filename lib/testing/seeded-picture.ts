import type { ChainableCommander } from 'iovalkey'
import { type Measurement, measurementNames } from '#lib/domain/measurements.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { freshId } from '#lib/domain/reading-id.ts'
import { storeKeys } from '#lib/store/keys.ts'
import { toLatestFields } from '#lib/store/latest.ts'

/** A client that can begin a pipeline. */
type Client = { pipeline(): ChainableCommander }

const STEP_MS = 10_000
const conditions = ['sunny', 'cloudy', 'rainy', 'foggy', 'stormy'] as const

/** What is seeded: stations of these municipalities, in turn. */
export type Seed = {
  prefix?: string
  stations?: number
  municipalities?: readonly string[]
  minutes?: number
}

const municipalities = [
  'amatitlan',
  'antigua',
  'chinautla',
  'flores',
  'mixco',
  'quetzaltenango',
  'villa-nueva',
]

/**
 * Writes an hour of plausible weather under the keys of the store, as it was at `now`, for tests of what reads them:
 * every station says something each 10 s.
 */
export async function seedPicture(client: Client, now: number, seed: Seed = {}): Promise<void> {
  const keys = storeKeys(seed.prefix ?? 'weather')
  const places = seed.municipalities ?? municipalities
  const stations = Array.from({ length: seed.stations ?? 14 }, (_, n) => describe(n, places))
  const last = Math.floor(now / STEP_MS) * STEP_MS
  const steps = Array.from({ length: (seed.minutes ?? 60) * 6 }, (_, n, count = (seed.minutes ?? 60) * 6) => {
    return last - (count - n) * STEP_MS
  })
  const pipeline = client.pipeline()
  pipeline.sadd(keys.stations, ...stations.map(({ slug }) => slug))
  pipeline.sadd(keys.municipalities, ...places)

  for (const station of stations) {
    for (const at of steps) {
      pipeline.xadd(keys.series(station.slug), `${at}-0`, ...entry(1, means(station, at)))
    }
    pipeline.hset(keys.latest(station.slug), ...toLatestFields(newestOf(station, now)))
  }
  for (const at of steps) {
    const readings = Math.round(stations.length * (4 + Math.sin(at / 90_000) + Math.sin(at / 31_000) / 2))
    pipeline.xadd(keys.readings, `${at}-0`, ...entry(readings, both(stations, at)))
  }
  for (const place of places) {
    const there = stations.filter(({ municipality }) => municipality === place)
    if (there.length === 0) continue
    for (const at of steps) {
      pipeline.xadd(keys.municipalitySeries(place), `${at}-0`, ...entry(there.length, both(there, at)))
    }
    const { temperature, humidity } = both(there, now)
    pipeline.hset(keys.average('temperature'), place, temperature.toFixed(2))
    pipeline.hset(keys.average('humidity'), place, humidity.toFixed(2))
    pipeline.hset(keys.municipality(place), {
      name: place,
      readings: there.length * steps.length,
      temperature: temperature.toFixed(2),
      humidity: humidity.toFixed(2),
      temperatureMin: (temperature - 3).toFixed(1),
      temperatureMax: (temperature + 3).toFixed(1),
      humidityMin: (humidity - 8).toFixed(1),
      humidityMax: (humidity + 8).toFixed(1),
      mostCommon: 'sunny',
      leastCommon: 'foggy',
    })
  }
  const total = stations.length * steps.length
  for (const [n, condition] of conditions.entries())
    pipeline.hset(keys.conditions, condition, Math.ceil(total / 2 ** (n + 1)))
  pipeline.hset(keys.overall, {
    readings: total,
    stations: stations.length,
    silent: 0,
    minutes: 60,
    observedAt: now,
    temperatureMin: 11.4,
    temperatureMax: 32.8,
    humidityMin: 41,
    humidityMax: 97,
  })
  pipeline.hset(keys.totals, 'stored', total)
  pipeline.hset(keys.deliveries, { kafka: total, rabbitmq: total, duplicates: total, late: 2, refused: 2 })
  refuse(pipeline, keys.refused, now - 400_000, 'kafka', 'humidity: Too big: expected number to be <=100', {
    humidity: 900,
  })
  refuse(pipeline, keys.refused, now - 70_000, 'rabbitmq', 'observedAt is in the future', { temperature: 21 })
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error
}

/** A new reading of one of the seeded stations, and its marks in the counters. */
export async function seedReading(client: Client, reading: Reading, prefix = 'weather'): Promise<void> {
  const keys = storeKeys(prefix)
  const pipeline = client.pipeline()
  pipeline.sadd(keys.stations, reading.station)
  pipeline.del(keys.latest(reading.station))
  pipeline.hset(keys.latest(reading.station), ...toLatestFields(reading))
  pipeline.hincrby(keys.totals, 'stored', 1)
  for (const counter of ['kafka', 'rabbitmq', 'duplicates']) pipeline.hincrby(keys.deliveries, counter, 1)
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error
}

type Station = { slug: string; municipality: string; n: number }

function describe(n: number, places: readonly string[]): Station {
  const municipality = places[n % places.length] ?? ''
  return { slug: `${municipality}-${Math.floor(n / places.length) + 1}`, municipality, n }
}

/** Gentle waves, another for each station. */
function means({ n }: Station, at: number): Partial<Record<Measurement, number>> {
  const wave = (minutes: number, phase = n) => Math.sin(at / (minutes * 9_550) + phase * 1.7)
  return {
    temperature: 22 + 6 * Math.sin(n * 2.1) + 1.8 * wave(38) + 0.5 * wave(5) + 0.25 * wave(1.3, n * 3),
    humidity: 68 - 14 * Math.sin(n * 2.1) - 5 * wave(38) + 1.5 * wave(4),
    pressure: 1012 - n * 0.4 + 0.8 * wave(55) + 0.1 * wave(3),
    windSpeed: 3.4 + 1.6 * wave(9) + 0.9 * wave(2) + 0.4 * wave(0.7),
  }
}

function both(stations: readonly Station[], at: number): { temperature: number; humidity: number } {
  const mean = (name: 'temperature' | 'humidity') =>
    stations.reduce((sum, station) => sum + (means(station, at)[name] ?? 0), 0) / stations.length
  return { temperature: mean('temperature'), humidity: mean('humidity') }
}

function entry(readings: number, values: Partial<Record<Measurement, number>>): string[] {
  const fields = measurementNames.filter((name) => values[name] !== undefined)
  return ['readings', String(readings), ...fields.flatMap((name) => [name, Number(values[name]).toFixed(2)])]
}

/** What a seeded station measures at a time. */
export function newestOf({ slug: station, municipality, n }: Station, now: number): Reading {
  const values = Object.entries(means({ slug: station, municipality, n }, now))
  const at = new Date(now - ((n * 731) % 9_000)).toISOString()
  return {
    id: freshId(now),
    station,
    municipality,
    observedAt: at,
    receivedAt: at,
    ...Object.fromEntries(values.map(([name, value]) => [name, Math.round(value * 10) / 10])),
    condition: conditions[n % conditions.length] ?? 'unknown',
    dialect: 'v1',
  }
}

function refuse(
  pipeline: ChainableCommander,
  key: string,
  at: number,
  broker: string,
  reason: string,
  said: object,
): void {
  const reading = JSON.stringify({ station: 'mixco-1', observedAt: new Date(at).toISOString(), ...said })
  pipeline.xadd(key, `${at}-0`, 'broker', broker, 'reason', reason, 'reading', reading)
}
