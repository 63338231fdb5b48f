import { expect, test } from 'vitest'
import { measurements } from '#lib/domain/measurements.ts'
import { demoStations } from './observations.ts'

const stations = demoStations()

test('four years of two cities and the normals of one speak as nine stations', () => {
  expect(stations.map(({ station }) => station)).toEqual([
    'seattle-2012',
    'seattle-2013',
    'seattle-2014',
    'seattle-2015',
    'new-york-2012',
    'new-york-2013',
    'new-york-2014',
    'new-york-2015',
    'seattle-normals',
  ])
  expect(new Set(stations.map(({ municipality }) => municipality))).toEqual(new Set(['seattle', 'new-york']))
})

test('everything that was observed is possible weather', () => {
  for (const { observations } of stations) {
    expect(observations.length).toBeGreaterThan(700)
    for (const { temperature, windSpeed, pressure, rain } of observations) {
      expect(measurements.temperature.safeParse(temperature).success).toBe(true)
      expect(measurements.windSpeed.safeParse(windSpeed).success).toBe(true)
      expect(measurements.pressure.optional().safeParse(pressure).success).toBe(true)
      expect(measurements.rain.optional().safeParse(rain).success).toBe(true)
    }
  }
})

test('New Year 2012 in Seattle is what the data set says', () => {
  expect(stations[0]?.observations.slice(0, 2)).toEqual([
    { temperature: 5, windSpeed: 4.7, rain: 0, condition: 'rainy' },
    { temperature: 12.8, windSpeed: 4.7, rain: 0, condition: 'rainy' },
  ])
})
