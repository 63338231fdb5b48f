import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readingSchema } from './reading.ts'
import { derivedId, freshId, timeOfId } from './reading-id.ts'

const anyTime = fc.integer({ min: 0, max: 2 ** 48 - 1 })
const anyIdentity = fc.record({ station: fc.string(), identifies: fc.string() })

test('a fresh id is a UUID of version 7 with the variant of RFC 9562', () => {
  fc.assert(
    fc.property(anyTime, (time) => {
      expect(freshId(time)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    }),
  )
})

test('a derived id is a UUID of version 8 with the variant of RFC 9562', () => {
  fc.assert(
    fc.property(anyTime, anyIdentity, (time, identity) => {
      expect(derivedId(time, identity)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      )
    }),
  )
})

test('the time stands in the first 48 bits, highest byte first, as in the example of RFC 9562, A.6', () => {
  expect(freshId(0x017f22e279b0).slice(0, 15)).toBe('017f22e2-79b0-7')
})

test('the time of a derived id is read back', () => {
  fc.assert(
    fc.property(anyTime, anyIdentity, (time, identity) => {
      expect(timeOfId(derivedId(time, identity))).toBe(time)
    }),
  )
})

test('the time of a fresh id is read back', () => {
  fc.assert(fc.property(anyTime, (time) => void expect(timeOfId(freshId(time))).toBe(time)))
})

test('ids in the order of their text are in the order of their times', () => {
  fc.assert(
    fc.property(anyTime, anyTime, (a, b) => {
      fc.pre(a !== b)
      expect(freshId(a) < freshId(b)).toBe(a < b)
    }),
  )
})

test('the same identity at the same time has the same id', () => {
  fc.assert(
    fc.property(anyTime, anyIdentity, (time, identity) => {
      expect(derivedId(time, { ...identity })).toBe(derivedId(time, { ...identity }))
    }),
  )
})

test('two stations that identify alike have two ids', () => {
  const identifies = 'key 1'
  expect(derivedId(5, { station: 'a', identifies })).not.toBe(derivedId(5, { station: 'b', identifies }))
})

test('station and identity do not run into each other', () => {
  const one = derivedId(0, { station: 'a', identifies: 'bc' })
  expect(derivedId(0, { station: 'ab', identifies: 'c' })).not.toBe(one)
})

test('fault 7: a thousand fresh ids of one millisecond are all different', () => {
  const ids = new Set(Array.from({ length: 1000 }, () => freshId(1)))
  expect(ids.size).toBe(1000)
})

test('a UUID of another version tells no time', () => {
  fc.assert(fc.property(fc.uuid({ version: 4 }), (id) => void expect(timeOfId(id)).toBeUndefined()))
})

test('every id of ours is an id to the schema of readings', () => {
  fc.assert(
    fc.property(anyTime, anyIdentity, (time, identity) => {
      for (const id of [freshId(time), derivedId(time, identity)]) {
        expect(readingSchema.shape.id.safeParse(id).success).toBe(true)
      }
    }),
  )
})
