import { expect, test } from 'vitest'
import { outcomeOf } from '#lib/testing/settled.ts'
import { TransientError } from './errors.ts'
import { bytesOf, createGate } from './gate.ts'

const open = Promise.withResolvers<void>()

test('work beyond the limit is refused at once, and never begun', async () => {
  const gate = createGate({ work: 2, bytes: 100 })
  const work = [1, 2].map(() => gate.through(0, () => open.promise))
  let begun = false
  const more = gate.through(0, async () => {
    begun = true
  })
  await expect(more).rejects.toEqual(new TransientError('busy'))
  expect(begun).toBe(false)
  open.resolve()
  await Promise.all(work)
})

test('bytes beyond the limit are refused, and less is let in', async () => {
  const gate = createGate({ work: 9, bytes: 100 })
  const { promise, resolve } = Promise.withResolvers<void>()
  const first = gate.through(60, () => promise)
  await expect(gate.through(41, async () => {})).rejects.toThrow(TransientError)
  await gate.through(40, async () => {})
  resolve()
  await first
  await gate.through(100, async () => {})
})

test('work that fails makes room as well, and its failure comes back', async () => {
  const gate = createGate({ work: 1, bytes: 1 })
  const failure = new Error('failed')
  for (let n = 0; n < 3; n += 1)
    expect(await outcomeOf(gate.through(1, () => Promise.reject(failure)))).toBe(failure)
  await gate.through(1, async () => {})
})

test.each([
  ['10', 10],
  [undefined, 50],
  ['51', 0],
  ['1e9', 0],
  ['none', 0],
])('a body whose length is said to be %s holds at most %i bytes of 50', (said, bytes) => {
  expect(bytesOf(said, 50)).toBe(bytes)
})
