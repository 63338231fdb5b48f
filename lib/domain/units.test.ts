import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as units from './units.ts'

const {
  celsiusOfFahrenheit,
  fahrenheitOfCelsius,
  hectopascalsOfInches,
  inchesOfHectopascals,
  inchesOfMillimeters,
  knotsOfMeters,
  metersOfKilometers,
  metersOfKnots,
  metersOfMiles,
  milesOfMeters,
  millimetersOfInches,
  rounded,
  wattsOfLux,
} = units

type Convert = (value: number) => number
const anyValue = fc.double({ min: -1000, max: 10_000, noNaN: true })

test.each<[string, Convert, Convert]>([
  ['temperature', celsiusOfFahrenheit, fahrenheitOfCelsius],
  ['pressure', hectopascalsOfInches, inchesOfHectopascals],
  ['wind in miles', metersOfMiles, milesOfMeters],
  ['wind in knots', metersOfKnots, knotsOfMeters],
  ['rain', millimetersOfInches, inchesOfMillimeters],
])('%s there and back is the same', (_, there, back) => {
  fc.assert(
    fc.property(anyValue, (value) => {
      expect(back(there(value))).toBeCloseTo(value, 8)
    }),
  )
})

describe.each(Object.entries(units).filter(([name]) => name !== 'rounded') as [string, Convert][])(
  '%s',
  (_, convert) => {
    test('keeps the order', () => {
      fc.assert(
        fc.property(anyValue, fc.double({ min: 1e-3, max: 100, noNaN: true }), (value, more) => {
          expect(convert(value + more)).toBeGreaterThan(convert(value))
        }),
      )
    })
  },
)

test.each([
  [celsiusOfFahrenheit, 32, 0],
  [celsiusOfFahrenheit, 212, 100],
  [celsiusOfFahrenheit, -40, -40],
  [celsiusOfFahrenheit, 120.2, 49],
  [hectopascalsOfInches, 29.9213, 1013.25], // the standard atmosphere
  [hectopascalsOfInches, 30.095, 1019.134],
  [metersOfMiles, 100, 44.704],
  [metersOfKilometers, 36, 10],
  [metersOfKnots, 1, 0.5144], // NIST SP 811: 5.144 444 E-01
  [millimetersOfInches, 0.01, 0.254],
  [wattsOfLux, 126_700, 1000],
])('%o of %d is %d', (convert, from, to) => {
  expect(convert(from)).toBeCloseTo(to, 2)
})

test.each([
  [4.888_888, 2, 4.89],
  [-0.001, 2, 0],
  [0.0254, 3, 0.025],
  [236.22, 0, 236],
])('%d with at most %d decimals is %d, and never a negative zero', (value, decimals, expected) => {
  expect(Object.is(rounded(value, decimals), expected)).toBe(true)
})
