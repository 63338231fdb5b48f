import { expect, test } from 'vitest'
import { conditionOf } from './sky.ts'

/** Noon of the sun in Guatemala City at the end of April: it stands at 90°. */
const noon = Date.UTC(2026, 3, 30, 18)
const place = { latitude: 14.63, longitude: -90.51 }
const dry = { temperature: 25, humidity: 60, windSpeed: 1, rainRate: 0 }
const damp = { temperature: 12, humidity: 98, windSpeed: 0.5, rainRate: 0 }

test.each([
  ['rain is rainy', { ...dry, rainRate: 0.2, solarRadiation: 1000 }, 'rainy'],
  ['rain in saturated air is rainy too', { ...damp, rainRate: 1 }, 'rainy'],
  ['saturated air at rest is foggy', damp, 'foggy'],
  ['saturated air that moves is not', { ...damp, windSpeed: 6 }, undefined],
  ['saturated air of unknown motion is not', { ...damp, windSpeed: undefined }, undefined],
  ['full sun is sunny', { ...dry, solarRadiation: 950 }, 'sunny'],
  ['a fifth of it is cloudy', { ...dry, solarRadiation: 200 }, 'cloudy'],
  ['no light at noon is cloudy', { ...dry, solarRadiation: 0 }, 'cloudy'],
  ['without a measurement of light there is no word', dry, undefined],
  ['nothing says nothing', {}, undefined],
])('%s', (_, weather, expected) => {
  expect(conditionOf(weather, noon, place)).toBe(expected)
})

test('at night no light says nothing', () => {
  expect(conditionOf({ ...dry, solarRadiation: 0 }, noon + 12 * 3_600_000, place)).toBeUndefined()
})

test('where the place is not known the sun says nothing', () => {
  expect(conditionOf({ ...dry, solarRadiation: 950 }, noon)).toBeUndefined()
})
