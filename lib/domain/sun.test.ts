import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clearSkyRadiation, sunElevation } from './sun.ts'

const at = (time: string) => Date.parse(time)

// Noon of the sun: 90° less the distance of latitude and declination, which is ±23.44° at the solstices and 0° at the
// equinoxes; when it is, from the equation of time (Astronomical Almanac: -1.8, -7.5, +1.9, +7.5 min).
test.each([
  ['2026-06-21T12:01:48Z', 51.48, 0, 90 - (51.48 - 23.44)],
  ['2026-12-21T11:58:06Z', 51.48, 0, 90 - (51.48 + 23.44)],
  ['2026-03-20T12:07:30Z', 0, 0, 90],
  ['2026-06-21T18:03:51Z', 14.63, -90.51, 90 - (23.44 - 14.63)],
  ['2026-12-21T00:00:00Z', -90, 0, 23.44],
])('at %s at %d, %d the sun stands at %d°', (time, latitude, longitude, expected) => {
  expect(Math.abs(sunElevation(at(time), latitude, longitude) - expected)).toBeLessThan(0.5)
})

test('at an equinox the day is half of a day', () => {
  const hours = Array.from({ length: 1440 }, (_, minute) => at('2026-03-20T00:00:00Z') + minute * 60_000)
  const light = hours.filter((time) => sunElevation(time, 14.6, -90.5) > 0)
  expect(Math.abs(light.length - 720)).toBeLessThan(6)
})

// Haurwitz' formula as pvlib-python's `haurwitz` tabulates it, W/m².
test.each([
  [90, 1035.1],
  [60, 888.3],
  [30, 487.9],
  [0, 0],
  [-30, 0],
])('under a clear sky and the sun at %d° there are %d W/m²', (elevation, expected) => {
  expect(clearSkyRadiation(elevation)).toBeCloseTo(expected, 0)
})

test('the higher the sun, the more it shines', () => {
  const anyElevation = fc.double({ min: 0, max: 89, noNaN: true })
  fc.assert(
    fc.property(anyElevation, fc.double({ min: 0.1, max: 1, noNaN: true }), (elevation, more) => {
      expect(clearSkyRadiation(elevation + more)).toBeGreaterThan(clearSkyRadiation(elevation))
    }),
  )
})
