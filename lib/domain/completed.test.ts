import { expect, test } from 'vitest'
import { completed } from './completed.ts'
import type { Observation } from './observation.ts'

const noon = Date.UTC(2026, 3, 30, 18)
const place = { latitude: 14.63, longitude: -90.51, elevation: 1500 }
const base: Observation = { station: 'a', raw: {} }

test('what says nothing in other words stays as it is', () => {
  const observation: Observation = { station: 'a', rainRate: 5, temperature: 20 }
  expect(completed(observation, noon, place)).toEqual({ said: observation, flags: [] })
})

test('humidity comes from the dew point, and never exceeds 100%', () => {
  const said = (temperature: number, dewPoint: number) =>
    completed({ ...base, temperature, raw: { dewPoint } }, noon).said.humidity
  expect(said(20, 10)).toBeCloseTo(52.5, 0)
  expect(said(10, 10.4)).toBe(100)
  expect(completed({ ...base, raw: { dewPoint: 10 } }, noon).said.humidity).toBeUndefined()
})

test('humidity that was measured stays', () => {
  const observation = { ...base, temperature: 20, humidity: 61, raw: { dewPoint: 10 } }
  expect(completed(observation, noon).said.humidity).toBe(61)
})

test('pressure is reduced to sea level where the elevation is known', () => {
  const { said, flags } = completed(
    { ...base, temperature: 5.25, raw: { stationPressure: 845.56 } },
    noon,
    place,
  )
  expect(said.pressure).toBeCloseTo(1013.2, 0)
  expect(flags).toEqual([])
})

test('where the elevation is not known the pressure is the station’s own, and flagged', () => {
  const { said, flags } = completed({ ...base, raw: { stationPressure: 845.56 } }, noon)
  expect([said.pressure, flags]).toEqual([845.56, ['station-pressure']])
})

test('a pressure at sea level that the station tells itself comes first', () => {
  const { said, flags } = completed({ ...base, pressure: 1012, raw: { stationPressure: 845 } }, noon)
  expect([said.pressure, flags]).toEqual([1012, []])
})

test('the condition is told from the measurements, unless the station has a word for it', () => {
  const wet: Observation = { ...base, rainRate: 2 }
  expect(completed(wet, noon).said.condition).toBe('rainy')
  expect(completed({ ...wet, condition: 'stormy' }, noon).said.condition).toBe('stormy')
  expect(completed({ ...base, solarRadiation: 900 }, noon, place).said.condition).toBe('sunny')
})
