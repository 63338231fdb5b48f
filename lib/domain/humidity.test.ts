import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dewPoint, humidityOf, saturationPressure } from './humidity.ts'

const anyTemperature = fc.double({ min: -45, max: 60, noNaN: true })
const anyHumidity = fc.double({ min: 1, max: 100, noNaN: true })

// Smithsonian Meteorological Tables, 6th edition, table 94: saturation vapour pressure over water, mb.
test.each([
  [-10, 2.863],
  [0, 6.108],
  [10, 12.272],
  [20, 23.373],
  [30, 42.43],
  [40, 73.777],
])('over water at %d °C vapour has %d hPa, within 0.5%', (temperature, expected) => {
  expect(Math.abs(saturationPressure(temperature) / expected - 1)).toBeLessThan(0.005)
})

// From the same table: the temperature at which the vapour that there is would saturate.
test.each([
  [20, 52.5, 10],
  [30, 55.1, 20],
  [40, 57.5, 30],
  [10, 49.8, 0],
  [25, 100, 25],
])('at %d °C and %d%% the dew point is %d °C, within 0.1', (temperature, humidity, expected) => {
  expect(Math.abs(dewPoint(temperature, humidity) - expected)).toBeLessThan(0.1)
})

test('humidity, to dew point, to humidity is the same', () => {
  fc.assert(
    fc.property(anyTemperature, anyHumidity, (temperature, humidity) => {
      expect(humidityOf(temperature, dewPoint(temperature, humidity))).toBeCloseTo(humidity, 6)
    }),
  )
})

test('a dew point is never above the temperature, and rises with the humidity', () => {
  fc.assert(
    fc.property(anyTemperature, anyHumidity, fc.double({ min: 0.01, max: 1, noNaN: true }), (t, rh, part) => {
      expect(dewPoint(t, rh)).toBeLessThanOrEqual(t + 1e-9)
      expect(dewPoint(t, rh * part)).toBeLessThanOrEqual(dewPoint(t, rh) + 1e-9)
    }),
  )
})
