import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_READINGS } from '#lib/domain/event.ts'
import { measurementNames } from '#lib/domain/measurements.ts'
import { parseReading } from '#lib/domain/observation.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { ReadingWriter } from '#lib/platform/proto.ts'
import { anyReading, sampleReading } from '#lib/testing/readings.ts'
import { fromReadingMessage, toReadingMessage } from './reading-message.ts'

const { requestSerialize, requestDeserialize } = ReadingWriter.service.WriteReadings

test('a reading comes out of the bytes of protobuf as it went in', () => {
  fc.assert(
    fc.property(anyReading, (reading) => {
      expect(throughBytes([reading])).toEqual([reading])
    }),
  )
})

test('readings keep their order and do not mix', () => {
  fc.assert(
    fc.property(fc.array(anyReading, { minLength: 2, maxLength: 10 }), (readings) => {
      expect(throughBytes(readings)).toEqual(readings)
    }),
  )
})

test.each(measurementNames)('a %s of 0 is a measurement, and one left out is none', (name) => {
  const [zero, without] = throughBytes([
    sampleReading({ [name]: 0, condition: 'unknown' }),
    sampleReading({ [name]: undefined, condition: 'unknown' }),
  ])
  expect(zero).toHaveProperty(name, 0)
  expect(without).not.toHaveProperty(name)
})

test('the condition unknown is said, and a condition left out is not', () => {
  expect(throughBytes([sampleReading({ condition: 'unknown' })])[0]).toHaveProperty('condition', 'unknown')
  expect(throughBytes([sampleReading()])[0]).not.toHaveProperty('condition')
})

test.each(['0000-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'])(
  'the time %s is kept to the millisecond',
  (observedAt) => {
    expect(throughBytes([sampleReading({ observedAt })])[0]).toHaveProperty('observedAt', observedAt)
  },
)

test('the nanoseconds of a time count forward, as protobuf wants it also before 1970', () => {
  for (const observedAt of ['1969-12-31T23:59:59.001Z', '2026-05-01T12:00:00.999Z']) {
    const { nanos } = toReadingMessage(sampleReading({ observedAt })).observedAt ?? {}
    expect(nanos).toBe(Number(observedAt.slice(20, 23)) * 1_000_000)
  }
})

test('a full batch of the largest readings stays far below the limits of gRPC and of the brokers', () => {
  const station = 'x'.repeat(64)
  const measured = Object.fromEntries(measurementNames.map((name) => [name, Math.PI]))
  const quality = Array(16).fill('y'.repeat(32)) as string[]
  const largest = sampleReading({ station, municipality: station, dialect: station, quality, ...measured })
  const bytes = requestSerialize({ readings: Array(MAX_READINGS).fill(toReadingMessage(largest)) })
  expect(bytes.length).toBeLessThan(1024 * 1024)
})

test('a message without anything is no reading, and all that it lacks is named', () => {
  const parsed = parseReading(fromReadingMessage(throughMessage({})))
  expect(parsed).toEqual({ reason: expect.stringMatching(/id.*station.*observedAt/s) })
})

test('a condition that this version does not know is refused', () => {
  const bytes = Buffer.concat([
    requestSerialize({ readings: [] }),
    // readings = { condition: 99 }
    Buffer.from([0x0a, 0x03, 0x80, 0x01, 0x63]),
  ])
  const [message] = requestDeserialize(bytes).readings
  expect(message && fromReadingMessage(message)).toHaveProperty('condition', '99')
})

test.each([8_640_000_000_001, -8_640_000_000_001, Number.MAX_SAFE_INTEGER])(
  'a time of %d seconds is no time',
  (seconds) => {
    const message = throughMessage({ observedAt: { seconds, nanos: 0 } })
    expect(fromReadingMessage(message)).toHaveProperty('observedAt', undefined)
  },
)

function throughBytes(readings: Reading[]): unknown[] {
  const bytes = requestSerialize({ readings: readings.map(toReadingMessage) })
  return requestDeserialize(bytes).readings.map(fromReadingMessage)
}

function throughMessage(message: ReturnType<typeof toReadingMessage>) {
  const [found] = requestDeserialize(requestSerialize({ readings: [message] })).readings
  if (found === undefined) throw new Error('lost')
  return found
}
