import type { Reading } from '#lib/domain/reading.ts'
import { derivedId } from '#lib/domain/reading-id.ts'

/** A reading for tests: of station `tikal`, observed and received at `time` (ms), unless told otherwise. */
export function aReading(time: number, said: Partial<Reading> = {}): Reading {
  const station = said.station ?? 'tikal'
  const identifies = JSON.stringify(said)
  return {
    id: derivedId(time, { station, identifies }),
    station,
    observedAt: new Date(time).toISOString(),
    receivedAt: new Date(time).toISOString(),
    temperature: 20,
    dialect: 'v1',
    ...said,
  }
}
