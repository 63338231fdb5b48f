import type { Reading } from '#lib/domain/reading.ts'
import { type LiveEvent, type LiveState, sections } from './state.ts'

/** The event that leads from one state to a later one; everything when there is none before. */
export function changeBetween(before: LiveState | undefined, after: LiveState): LiveEvent {
  const event: LiveEvent = { at: after.at, store: after.store }
  if (before === undefined) event.complete = true
  const changed = sections.filter((name) => after[name] !== undefined && after[name] !== before?.[name])
  Object.assign(event, Object.fromEntries(changed.map((name) => [name, after[name]])))
  const readings = [...after.readings.values()].filter(
    (reading) => before?.readings.get(reading.station) !== reading,
  )
  if (readings.length > 0 || before === undefined) event.readings = readings
  const gone = [...(before?.readings.keys() ?? [])].filter((station) => !after.readings.has(station))
  if (gone.length > 0) event.gone = gone
  return event
}

/** True when an event says nothing but its time. */
export function isBeat(before: LiveState | undefined, event: LiveEvent): boolean {
  return Object.keys(event).length === 2 && event.store === before?.store
}

/** The state after an event, as a client keeps it. */
export function applyChange(before: LiveState | undefined, event: LiveEvent): LiveState {
  const { complete, readings = [], gone = [], ...rest } = event
  const kept = complete || before === undefined ? undefined : before
  const all = new Map<string, Reading>(kept?.readings)
  for (const reading of readings) all.set(reading.station, reading)
  for (const station of gone) all.delete(station)
  return { ...kept, ...rest, readings: all } as LiveState
}
