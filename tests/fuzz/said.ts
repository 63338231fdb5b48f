import fc from 'fast-check'
import { conditionSchema } from '#lib/domain/condition.ts'
import { anyReading } from '#lib/testing/readings.ts'

const station = fc.constantFrom('Tikal', 'Amatitlán', 'constructor', 'a', 'Zacapa 2', '__proto__', 'x-y-z')
const number = fc.oneof(fc.integer({ min: -100, max: 1_100 }), fc.double(), fc.constantFrom(0, -0, 1e-300))
const time = fc
  .integer({ min: -70 * 60_000, max: 6 * 60_000 })
  .map((offset) => new Date(Date.now() + offset).toISOString())

/** What a station submits to /v1/readings. */
export const submission = fc.record(
  {
    station,
    observedAt: time,
    id: fc.stringMatching(/^[a-z0-9]{1,10}$/),
    municipality: station,
    temperature: fc.oneof(fc.integer({ min: -50, max: 50 }), number),
    humidity: fc.integer({ min: 0, max: 100 }),
    pressure: number,
    rain: number,
    condition: fc.constantFrom(...conditionSchema.options),
  },
  { requiredKeys: ['station', 'temperature'] },
)

/** What the original's clients send. */
export const message = fc.record({
  municipality: fc.oneof(station, fc.integer({ min: 0, max: 5 })),
  temperature: fc.integer({ min: -50, max: 50 }),
  humidity: fc.integer({ min: 0, max: 100 }),
  weather: fc.oneof(fc.constantFrom('Sunny', 'lluvioso', 'Hail', ''), fc.integer({ min: -1, max: 5 })),
})

/** Readings of now, as they travel between the stages; some long gone, some of the future. */
export const travelling = fc
  .tuple(anyReading, fc.integer({ min: -70 * 60_000, max: 10 * 60_000 }), fc.boolean())
  .map(([reading, offset, isOdd]) =>
    isOdd ? reading : { ...reading, observedAt: new Date(Date.now() + offset).toISOString() },
  )
