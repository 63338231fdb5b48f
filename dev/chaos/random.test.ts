import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from './random.ts'

test('the same seed gives the same numbers, another seed gives others', () => {
  const draw = (seed: number) => Array.from({ length: 5 }, createRandom(seed).next)
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
})

test('whole numbers stay inside their limits, and reach both', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = createRandom(seed)
      const drawn = new Set(Array.from({ length: 200 }, () => random.integer(3, 6)))
      expect([...drawn].sort()).toEqual([3, 4, 5, 6])
    }),
    { numRuns: 50 },
  )
})

test('shuffling loses nothing and repeats nothing', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.integer()), (seed, items) => {
      const shuffled = createRandom(seed).shuffled(items)
      expect(shuffled.sort()).toEqual([...items].sort())
    }),
  )
})
