import type { Reading } from '#lib/domain/reading.ts'
import { freshId } from '#lib/domain/reading-id.ts'

const STATIONS = 1_000
const TOWNS = 20

/** A thousand stations in twenty towns take turns; what they measure is that of a mild afternoon. */
function said(index: number) {
  const of = (least: number, steps: number, step: number) =>
    Number((least + (index % steps) * step).toFixed(1))
  return {
    station: `station-${index % STATIONS}`,
    municipality: `town-${index % TOWNS}`,
    temperature: of(18, 97, 0.1),
    humidity: of(52, 31, 1),
    pressure: of(1_012, 53, 0.1),
    windSpeed: of(0, 61, 0.1),
    windDirection: of(0, 359, 1),
  }
}

/** Bodies of POST /v1/readings. They name no time, so that each can be sent again as another reading. */
export function submissions(count: number): string[] {
  return Array.from({ length: count }, (_, index) => JSON.stringify(said(index)))
}

/** Readings as ingest makes them, observed at `time` (ms). No two have the same id. */
export function readings(count: number, time: number, from = 0): Reading[] {
  const at = new Date(time).toISOString()
  return Array.from({ length: count }, (_, index) => ({
    id: freshId(time),
    observedAt: at,
    receivedAt: at,
    ...said(from + index),
    dialect: 'v1',
  }))
}
