import type { Condition } from './condition.ts'

/** Present weather, WMO-No. 306, code table 4678, what matters most first. BR, mist, is no fog. */
const weathers: [code: RegExp, condition: Condition][] = [
  [/TS|FC/, 'stormy'],
  [/SN|SG|PL|GS|IC/, 'snowy'],
  [/RA|DZ|SH|GR|UP/, 'rainy'],
  [/FG/, 'foggy'],
  [/SQ/, 'windy'],
]

/** Cover in eighths, WMO-No. 306, FM 15: few are 1 to 2, scattered 3 to 4, broken 5 to 7, overcast 8. */
const covers: Readonly<Record<string, Condition>> = {
  SKC: 'sunny',
  CLR: 'sunny',
  NSC: 'sunny',
  NCD: 'sunny',
  CAVOK: 'sunny',
  FEW: 'sunny',
  SCT: 'sunny',
  BKN: 'cloudy',
  OVC: 'cloudy',
  VV: 'foggy',
}

/** The condition in groups of a METAR: present weather such as `+RA`, and cover such as `BKN`; undefined if in neither. */
export function conditionOfMetar(weather: string, clouds: string): Condition | undefined {
  const codes = weather.toUpperCase()
  const [, condition] = weathers.find(([code]) => code.test(codes)) ?? []
  if (condition !== undefined) return condition
  const layers = [...clouds.toUpperCase().matchAll(/CAVOK|SKC|CLR|NSC|NCD|FEW|SCT|BKN|OVC|VV/g)]
  const named = layers.map(([code]) => covers[code])
  return named.find((cover) => cover !== 'sunny') ?? named[0]
}
