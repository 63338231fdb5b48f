import { expect, test } from 'vitest'
import { firstChecks } from './first-checks.ts'
import type { Said } from './flags.ts'

test.each<[string, Said, string[]]>([
  ['the hottest air that MADIS believes', { temperature: 54.4 }, []],
  ['hotter air', { temperature: 54.5 }, ['range-temperature']],
  ['the coldest air that MADIS believes', { temperature: -51.1 }, []],
  ['colder air', { temperature: -51.2 }, ['range-temperature']],
  ['the pressure on Mount Everest', { pressure: 337 }, ['range-pressure']],
  ['a hurricane of category 5', { windSpeed: 64.3, windGust: 90 }, []],
  ['a tornado', { windSpeed: 65 }, ['range-wind-speed']],
  ['more sun than reaches the air', { solarRadiation: 1501 }, ['range-solar-radiation']],
  ['nothing but the extremes of humidity', { humidity: 0 }, []],
])('range: %s', (_, said, flags) => {
  expect(firstChecks(said)).toEqual(flags)
})

test('range: the limits of a climate take the place of those of the world', () => {
  const limits = { temperature: [5, 40] } as const
  expect(firstChecks({ temperature: 41, pressure: 337 }, limits)).toEqual(['range-temperature'])
})

test.each<[string, Said, string[]]>([
  ['saturated air', { temperature: 12, humidity: 100, dewPoint: 12.1 }, []],
  [
    'a dew point above the temperature',
    { temperature: 12, humidity: 100, dewPoint: 12.2 },
    ['consistency-temperature', 'consistency-humidity'],
  ],
  ['a dew point alone', { dewPoint: 30, humidity: 40 }, []],
  ['a gust like the wind', { windSpeed: 5, windGust: 4.9 }, []],
  [
    'a gust below the wind',
    { windSpeed: 5, windGust: 4.8 },
    ['consistency-wind-speed', 'consistency-wind-gust'],
  ],
  [
    'a gust 75 kt above the wind',
    { windSpeed: 1, windGust: 39.8 },
    ['consistency-wind-speed', 'consistency-wind-gust'],
  ],
  ['dry air without rain', { humidity: 15, rain: 0, rainRate: 0 }, []],
  ['rain in dry air', { humidity: 20, rain: 0.2 }, ['consistency-humidity', 'consistency-rain']],
  ['rain in air that is not so dry', { humidity: 21, rainRate: 2 }, []],
])('consistency: %s', (_, said, flags) => {
  expect(firstChecks(said)).toEqual(flags)
})
