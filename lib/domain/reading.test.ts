import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyReading, sampleReading } from '#lib/testing/readings.ts'
import { measurementNames, measurements } from './measurements.ts'
import { parseReading } from './observation.ts'
import { readingSchema, saysSomething } from './reading.ts'

test('a reading that obeys every rule comes through unchanged', () => {
  fc.assert(
    fc.property(anyReading, (reading) => {
      expect(parseReading(reading)).toEqual({ reading })
    }),
  )
})

describe.each(measurementNames)('%s', (name) => {
  const { minValue, maxValue } = measurements[name]
  const min = Number(minValue)
  const max = Number(maxValue)

  test.each([min, max])('may be %d', (value) => {
    expect(problemWith({ [name]: value })).toBeUndefined()
  })

  test.each([
    min - 0.001,
    max + 0.001,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    String(min),
    null,
    true,
    [min],
    {},
    10n,
  ])('may not be %s', (value) => {
    expect(problemWith({ [name]: value })).toContain(name)
  })
})

test.each([
  ['id', 'not a uuid'],
  ['id', '0F000000-0000-7000-8000-000000000000'],
  ['id', '0f000000-0000-7000-8000-000000000000\n'],
  ['station', 'Amatitlán'],
  ['municipality', ''],
  ['dialect', ''],
  ['observedAt', '2026-05-01T12:00:00Z'],
  ['observedAt', '2026-05-01T12:00:00.000+00:00'],
  ['observedAt', '2026-02-30T12:00:00.000Z'],
  ['observedAt', '2026-05-01T12:00:60.000Z'],
  ['observedAt', 1_777_636_800_000],
  ['receivedAt', undefined],
  ['condition', 'Sunny'],
  ['condition', 'constructor'],
  ['quality', 'clock'],
  ['quality', ['Clock']],
  ['quality', ['']],
  ['quality', ['x'.repeat(33)]],
  ['quality', Array(17).fill('x')],
])('a reading is refused whose %s is %j', (field, value) => {
  expect(problemWith({ [field]: value })).toContain(field)
})

test('flags are left out where there are none, so that equal readings have equal bytes', () => {
  expect(problemWith({ quality: [] })).toContain('quality')
})

test.each(['colour', 'Temperature', 'toString', 'constructor', '__proto__'])(
  'a reading with the unknown field %s is refused',
  (field) => {
    const json = JSON.stringify(sampleReading()).replace('{', `{"${field}":{"polluted":true},`)
    expect(parseReading(JSON.parse(json))).toEqual({ reason: expect.stringContaining(field) })
  },
)

test('a reading says something', () => {
  expect(problemWith({ temperature: undefined })).toContain('at least one measurement')
  expect(problemWith({ temperature: undefined, condition: 'foggy' })).toBeUndefined()
})

test('fields that are inherited say nothing', () => {
  expect(saysSomething(Object.create(null))).toBe(false)
  expect(saysSomething({})).toBe(false)
})

test.each([null, undefined, [], 'text', 5, [sampleReading()]])('%j is no reading', (input) => {
  expect(parseReading(input)).toHaveProperty('reason')
})

test('every broken rule is named, not only the first', () => {
  const problem = problemWith({ humidity: 900, temperature: -300, station: '' })
  for (const field of ['humidity', 'temperature', 'station']) expect(problem).toContain(field)
})

test('the rules are those that the schema tells', () => {
  expect(Object.keys(readingSchema.shape)).toEqual(expect.arrayContaining(measurementNames))
})

function problemWith(changes: Record<string, unknown>): string | undefined {
  const parsed = parseReading({ ...sampleReading(), ...changes })
  return 'reason' in parsed ? parsed.reason : undefined
}
