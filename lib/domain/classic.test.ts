import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classicSchema, observationOf } from './classic.ts'
import { conditionSchema } from './condition.ts'

test('the three spellings of the original are the same observation', () => {
  const rest = { temperature: 23, humidity: 60 }
  const expected = { station: 'amatitlan', municipality: 'amatitlan', ...rest, condition: 'sunny' }
  expect(observe({ municipality: 'Amatitlán', ...rest, weather: 'Sunny' })).toEqual(expected)
  expect(observe({ municipality: 3, ...rest, weather: 1 })).toEqual(expected)
  expect(observe({ municipality: 'amatitlan', ...rest, weather: 'sunny' })).toEqual(expected)
})

test.each([
  [1, 'mixco'],
  [2, 'guatemala'],
  [3, 'amatitlan'],
  [4, 'chinautla'],
])('municipality %d is %s', (municipality, station) => {
  expect(observe({ municipality })).toMatchObject({ station, municipality: station })
})

test.each([
  [0, 'unknown'],
  [1, 'sunny'],
  [2, 'cloudy'],
  [3, 'rainy'],
  [4, 'foggy'],
  ['Stormy', 'stormy'],
  ['  CLOUDY ', 'cloudy'],
  ['Lluvioso', 'rainy'],
  ['Nublado', 'cloudy'],
  ['Soleado', 'sunny'],
])('weather %j is %s', (weather, condition) => {
  expect(observe({ weather })).toMatchObject({ condition })
})

test.each([
  ['municipality', 0],
  ['municipality', 5],
  ['municipality', -1],
  ['municipality', 1.5],
  ['municipality', ''],
  ['municipality', '!!!'],
  ['municipality', 'x'.repeat(65)],
  ['municipality', null],
  ['municipality', undefined],
  ['municipality', ['mixco']],
  ['temperature', '23'],
  ['temperature', 66],
  ['temperature', Number.NaN],
  ['temperature', undefined],
  ['humidity', 900],
  ['humidity', -1],
  ['humidity', null],
  ['weather', 'volcanic'],
  ['weather', ''],
  ['weather', 5],
  ['weather', -1],
  ['weather', 1.5],
  ['weather', '1'],
  ['weather', null],
  ['weather', 'constructor'],
  ['weather', '__proto__'],
  ['weather', ['sunny']],
])('fault 6: %s %j is refused by name', (field, value) => {
  const { error } = classicSchema.safeParse({ ...classic, [field]: value })
  expect(error?.issues.map(({ path }) => path)).toEqual([[field]])
})

test.each([
  ['municipality', 0],
  ['municipality', undefined],
  ['weather', 9],
  ['weather', null],
])('P6: what %s may be is said where it is %j', (field, value) => {
  const { error } = classicSchema.safeParse({ ...classic, [field]: value })
  expect(error?.issues[0]?.message).toMatch(/must be/)
})

test('unknown fields are refused', () => {
  const { error } = classicSchema.safeParse({ ...classic, country: 'GT' })
  expect(error?.issues[0]?.message).toContain('country')
})

test('whatever the weather is called, it is refused or one of the eight conditions', () => {
  const names = Object.getOwnPropertyNames(Object.prototype)
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constantFrom(...names), fc.integer()), (weather) => {
      const { success, data } = classicSchema.safeParse({ ...classic, weather })
      expect(success ? conditionSchema.options : [undefined]).toContain(data?.weather)
    }),
  )
})

const classic = { municipality: 'mixco', temperature: 20, humidity: 50, weather: 'rainy' }

function observe(changes: Record<string, unknown>) {
  return observationOf(classicSchema.parse({ ...classic, ...changes }))
}
