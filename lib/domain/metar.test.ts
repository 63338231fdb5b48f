import { expect, test } from 'vitest'
import { conditionOfMetar } from './metar.ts'

test.each([
  ['+RA', '', 'rainy'],
  ['-DZ', 'OVC', 'rainy'],
  ['VCSH', '', 'rainy'],
  ['+TSRA', 'BKN', 'stormy'],
  ['-SN', 'OVC', 'snowy'],
  ['RASN', '', 'snowy'],
  ['FZFG', 'VV', 'foggy'],
  ['BR', 'SCT', 'sunny'],
  ['', 'SKC', 'sunny'],
  ['', 'FEW020', 'sunny'],
  ['', 'FEW020 BKN040', 'cloudy'],
  ['NSW', 'ovc', 'cloudy'],
  ['', 'VV001', 'foggy'],
  ['SQ', '', 'windy'],
  ['', '', undefined],
  ['HZ', '', undefined],
])('weather %j under clouds %j is %s', (weather, clouds, expected) => {
  expect(conditionOfMetar(weather, clouds)).toBe(expected)
})
