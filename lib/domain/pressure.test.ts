import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seaLevelPressure, stationPressure } from './pressure.ts'

const anyElevation = fc.double({ min: -400, max: 4000, noNaN: true })
const anyPressure = fc.double({ min: 500, max: 1080, noNaN: true })
const anyAir = fc.record({
  temperature: fc.double({ min: -30, max: 40, noNaN: true }),
  humidity: fc.double({ min: 0, max: 100, noNaN: true }),
})

// ISO 2533, standard atmosphere: pressure by elevation; all of it is 1013.25 hPa at sea level.
test.each([
  [0, 1013.25],
  [500, 954.61],
  [1000, 898.75],
  [1500, 845.56],
  [2000, 794.95],
])('standard air at %d m and %d hPa is 1013.25 hPa at sea level, within 0.3', (elevation, pressure) => {
  expect(Math.abs(seaLevelPressure(pressure, elevation) - 1013.25)).toBeLessThan(0.3)
})

test('at sea level both pressures are the same', () => {
  expect(seaLevelPressure(1013.2, 0, { temperature: 25, humidity: 80 })).toBe(1013.2)
})

test('up and down again is the same', () => {
  fc.assert(
    fc.property(anyPressure, anyElevation, anyAir, (pressure, elevation, air) => {
      expect(stationPressure(seaLevelPressure(pressure, elevation, air), elevation, air)).toBeCloseTo(
        pressure,
        8,
      )
    }),
  )
})

test('the higher the station, the more is added; the warmer or more humid the air, the less', () => {
  fc.assert(
    fc.property(
      anyPressure,
      fc.double({ min: 1, max: 3000, noNaN: true }),
      anyAir,
      (pressure, elevation, air) => {
        const sea = seaLevelPressure(pressure, elevation, air)
        expect(sea).toBeGreaterThan(pressure)
        expect(seaLevelPressure(pressure, elevation + 10, air)).toBeGreaterThan(sea)
        expect(
          seaLevelPressure(pressure, elevation, { ...air, temperature: air.temperature + 1 }),
        ).toBeLessThan(sea)
        expect(seaLevelPressure(pressure, elevation, { ...air, humidity: air.humidity + 1 })).toBeLessThan(
          sea,
        )
      },
    ),
  )
})
