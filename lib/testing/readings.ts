import fc from 'fast-check'
import { conditionSchema } from '#lib/domain/condition.ts'
import { MAX_READINGS, type ReadingsEvent, sourceOf } from '#lib/domain/event.ts'
import { type Measurement, measurementNames, measurements } from '#lib/domain/measurements.ts'
import { rainCounters } from '#lib/domain/rain.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { derivedId, freshId } from '#lib/domain/reading-id.ts'

/** Noon on a day of May 2026, for tests that need a time and care for none. */
export const NOON = Date.UTC(2026, 4, 1, 12)

/** A plain valid reading with changes. */
export function sampleReading(changes: Partial<Reading> = {}): Reading {
  const at = new Date(NOON).toISOString()
  return {
    id: freshId(NOON),
    station: 'amatitlan',
    observedAt: at,
    receivedAt: at,
    temperature: 23,
    dialect: 'v1',
    ...changes,
  }
}

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

/** An event with so many readings. */
export function sampleEvent(readings = 1): ReadingsEvent {
  return {
    id: freshId(NOON),
    source: sourceOf.kafka,
    time: new Date(NOON).toISOString(),
    readings: Array.from({ length: readings }, () => sampleReading()),
  }
}

/** Slugs. */
export const anySlug = fc.stringMatching(/^[a-z0-9]{1,9}(?:-[a-z0-9]{1,9}){0,5}$/)

/** Times as a reading writes them. */
export const anyTimestamp = fc
  .date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

const said = fc
  .record(
    {
      ...(Object.fromEntries(measurementNames.map((name) => [name, anyMeasured(name)])) as {
        [name in Measurement]: fc.Arbitrary<number>
      }),
      condition: fc.constantFrom(...conditionSchema.options),
      rainCounter: fc.record({
        of: fc.constantFrom(...rainCounters),
        mm: fc.double({ min: 0, max: 100_000, noNaN: true }).map((mm) => mm + 0),
      }),
    },
    { requiredKeys: [] },
  )
  .filter((values) => Object.keys(values).length > 0)

/** Readings that obey every rule. */
export const anyReading: fc.Arbitrary<Reading> = fc
  .tuple(
    fc.record(
      {
        id: fc.uuid({ version: [4, 7, 8] }),
        station: anySlug,
        observedAt: anyTimestamp,
        receivedAt: anyTimestamp,
        municipality: anySlug,
        quality: fc.array(fc.stringMatching(/^[a-z0-9-]{1,32}$/), { minLength: 1, maxLength: 16 }),
        dialect: anySlug,
      },
      { requiredKeys: ['id', 'station', 'observedAt', 'receivedAt', 'dialect'] },
    ),
    said,
  )
  .map(([frame, values]) => ({ ...frame, ...values }))

/** One to MAX_READINGS readings, mostly few. */
export const anyReadings = fc.array(anyReading, { minLength: 1, maxLength: MAX_READINGS, size: 'small' })

function anyMeasured(name: Measurement): fc.Arbitrary<number> {
  const { minValue, maxValue } = measurements[name]
  const limits = { min: Number(minValue), max: Number(maxValue) }
  // JSON has no negative zero.
  return fc.double({ ...limits, noNaN: true }).map((value) => value + 0)
}
