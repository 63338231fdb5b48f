import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conditionSchema } from '#lib/domain/condition.ts'
import { measurementNames } from '#lib/domain/measurements.ts'
import { parseReading, toReading } from '#lib/domain/observation.ts'
import { ReadingWriter } from '#lib/platform/proto.ts'
import { NOON } from '#lib/testing/readings.ts'
import { fromReadingMessage, toReadingMessage } from '#lib/writer/reading-message.ts'
import { anIncoming } from '../testing/incoming.ts'
import { classic } from './classic.ts'
import type { Dialect } from './dialect.ts'
import { v1 } from './v1.ts'

const { requestSerialize, requestDeserialize } = ReadingWriter.service.WriteReadings

const odd = ['constructor', '__proto__', 'toString', '\u{1F327}', '\ud800x', '-', '']
const anyText = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('Amatitlán', 'sunny', 'Lluvioso', ...conditionSchema.options) },
  { weight: 1, arbitrary: fc.oneof(fc.constantFrom(...odd), fc.string({ unit: 'binary', maxLength: 80 })) },
)
const anyNumber = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.oneof(fc.constantFrom(0, -0, 1, 2, 3, 4, 5), fc.double({ min: 0, max: 50, noNaN: true })),
  },
  { weight: 1, arbitrary: fc.double() },
)
const dates = { noInvalidDate: true, min: new Date('0000-01-01'), max: new Date('9999-12-31') }
const anyTime = fc.oneof(
  fc.date(dates).map((date) => date.toISOString()),
  fc
    .date({ ...dates, min: new Date(NOON - 7_200_000), max: new Date(NOON + 600_000) })
    .map((date) => date.toISOString()),
  fc.constantFrom('0000-01-01T00:00:00+23:59', '9999-12-31T23:59:59-23:59', '2026-05-01T11:59:59.9999999Z'),
)
const optional = {
  municipality: anyText,
  id: anyText,
  observedAt: anyTime,
  condition: fc.constantFrom(...conditionSchema.options, 'Sunny'),
  ...Object.fromEntries(measurementNames.map((name) => [name, anyNumber])),
}

const anySubmission = fc
  .tuple(fc.record({ station: anyText, temperature: anyNumber }), fc.record(optional, { requiredKeys: [] }))
  .map(([required, more]) => ({ ...more, ...required }))
const anyMessage = fc.record({
  municipality: fc.oneof(anyText, anyNumber),
  temperature: anyNumber,
  humidity: anyNumber,
  weather: fc.oneof(anyText, anyNumber),
})

test.each<[string, Dialect, fc.Arbitrary<object>]>([
  ['v1', v1, anySubmission],
  ['classic', classic, anyMessage],
])('what %s takes, no writer refuses: it would take the batch of others along', (_, dialect, anyInput) => {
  let taken = 0
  fc.assert(
    fc.property(anyInput, fc.option(anyText, { nil: undefined }), (input, key) => {
      const reading = readingOf(dialect, JSON.stringify(input), key)
      if (reading === undefined) return
      taken += 1
      const bytes = requestSerialize({ readings: [toReadingMessage(reading)] })
      const [message] = requestDeserialize(bytes).readings
      const received = message && parseReading(fromReadingMessage(message))
      // JSON, since a negative zero is a zero to everything that follows.
      expect(JSON.parse(JSON.stringify(received))).toEqual({ reading: JSON.parse(JSON.stringify(reading)) })
    }),
    { numRuns: 1_000 },
  )
  expect(taken).toBeGreaterThan(50)
})

function readingOf(dialect: Dialect, body: string, key: string | undefined) {
  try {
    const [observation] = dialect.read(anIncoming({ body, key })).observations
    return (
      observation && toReading(observation, { receivedAt: NOON, retention: 3_600_000, dialect: dialect.name })
    )
  } catch {
    return undefined
  }
}
