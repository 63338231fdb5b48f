import type { Picture, SeenMunicipality, SeenStep } from '../picture.ts'
import { type Said, sentMeasurements } from '../said.ts'

/** Readings as the store would publish them in steps: means to hundredths, the sum of the rain exactly. */
export function published(readings: readonly Said[], receivedAt = 0): SeenStep[] {
  const timeOf = ({ observedAt }: Said) => (observedAt === undefined ? receivedAt : Date.parse(observedAt))
  const steps = Map.groupBy(readings, (reading) => Math.floor(timeOf(reading) / 10_000))
  return [...steps].map(([step, ofStep]) => {
    const means = sentMeasurements.map((name) => [
      name,
      name === 'rain' ? rainOf(ofStep) : mean(ofStep, name),
    ])
    return { at: step * 10_000, readings: ofStep.length, means: Object.fromEntries(means) }
  })
}

/** A municipality as the store would publish it. */
export function publishedMunicipality(readings: readonly Said[]): SeenMunicipality {
  const values = (name: 'temperature' | 'humidity') => readings.map((reading) => reading[name])
  const conditions = [...Map.groupBy(readings, ({ condition }) => condition)]
  const [least, ...more] = conditions.sort(([, a], [, b]) => a.length - b.length).map(([name]) => name)
  return {
    readings: readings.length,
    temperature: mean(readings, 'temperature'),
    humidity: mean(readings, 'humidity'),
    temperatureMin: Math.min(...values('temperature')),
    temperatureMax: Math.max(...values('temperature')),
    humidityMin: Math.min(...values('humidity')),
    humidityMax: Math.max(...values('humidity')),
    ...(least === undefined ? {} : { leastCommon: least, mostCommon: more.at(-1) ?? least }),
  }
}

/** What query would show of these readings. */
export function publishedPicture(readings: () => readonly Said[]): Picture {
  const one = (name: 'station' | 'municipality', slug: string) =>
    readings().filter((reading) => reading[name] === slug)
  return {
    series: async (station) => published(one('station', station)),
    municipality: async (slug) => publishedMunicipality(one('municipality', slug)),
    counters: async () => {
      const stations = new Set(readings().map(({ station }) => station)).size
      const counts = { late: 0, refused: 0, duplicates: 0, delivered: { kafka: 0, rabbitmq: 0 } }
      return { stored: readings().length, readings: readings().length, stations, ...counts }
    },
    conditions: async () => {
      const all = [...Map.groupBy(readings(), ({ condition }) => condition)]
      return Object.fromEntries(all.map(([condition, some]) => [condition, some.length]))
    },
    refused: async () => [],
  }
}

function mean(readings: readonly Said[], name: Exclude<(typeof sentMeasurements)[number], 'rain'>): number {
  const sum = readings.reduce((total, reading) => total + Math.round(reading[name] * 1_000), 0)
  return Math.round(sum / readings.length / 10) / 100
}

function rainOf(readings: readonly Said[]): number {
  return readings.reduce((total, { rain }) => total + Math.round(rain * 1_000), 0) / 1_000
}
