import { expect, test } from 'vitest'
import { markOf } from '../dev/chaos/marks.ts'
import type { SeenCounters } from '../dev/chaos/picture.ts'
import { isBalanced, openAccount } from './account.ts'

const before: SeenCounters = {
  stored: 100,
  readings: 100,
  stations: 9,
  late: 2,
  refused: 1,
  duplicates: 100,
  delivered: { kafka: 100, rabbitmq: 100 },
}
const ids = ['019a0000-0000-7000-8000-000000000001', '019a0000-0000-7000-8000-000000000002']
const patience = { withinMs: 50, calmMs: 0 }

/** A store that had `before`, and then says these one after the other, the last of them for ever. */
function places(said: readonly Partial<SeenCounters>[], remembered = ids) {
  const left = [before, ...said.map((changes) => ({ ...before, ...changes }))]
  const counters = async () => (left.length > 1 ? left.shift() : left[0]) as SeenCounters
  return { picture: { counters }, marks: { read: async () => new Set(remembered.map(markOf)) } }
}

const all = { stored: 102, duplicates: 102, delivered: { kafka: 102, rabbitmq: 102 } }

test('what was there before is not ours', async () => {
  const account = await openAccount(places([all]))
  const settled = await account.settle({ acknowledged: 2, ids }, patience)
  expect(settled).toEqual({
    acknowledged: 2,
    stored: 2,
    delivered: { kafka: 2, rabbitmq: 2 },
    duplicates: 2,
    refused: 0,
    late: 0,
    told: 2,
    unknown: 0,
  })
  expect(isBalanced(settled)).toBe(true)
})

test('it waits for the store', async () => {
  const account = await openAccount(places([{}, { stored: 101 }, all]))
  const settled = await account.settle({ acknowledged: 2, ids }, { withinMs: 5_000, calmMs: 0 })
  expect(settled.stored).toBe(2)
})

test('a reading that is counted twice, later, is found', async () => {
  const account = await openAccount(places([all, { ...all, stored: 103 }]))
  expect(isBalanced(await account.settle({ acknowledged: 2, ids }, patience))).toBe(false)
})

test('it waits for what a slower broker has yet to deliver, and what of it counts twice', async () => {
  const half = { stored: 102, duplicates: 100, delivered: { kafka: 102, rabbitmq: 100 } }
  const wrong = { ...all, stored: 103, duplicates: 101 }
  const account = await openAccount(
    places([half, { ...half, delivered: { kafka: 102, rabbitmq: 101 } }, wrong]),
  )
  expect(isBalanced(await account.settle({ acknowledged: 2, ids }, patience))).toBe(false)
})

test.each([
  ['is missing', { ...all, stored: 101 }, ids],
  ['was refused', { ...all, refused: 2 }, ids],
  ['was late', { ...all, late: 3 }, ids],
  ['is another than the one that was acknowledged', all, ids.slice(1)],
])('it does not balance when a reading %s', async (_, said, remembered) => {
  const account = await openAccount(places([said], remembered))
  expect(isBalanced(await account.settle({ acknowledged: 2, ids }, patience))).toBe(false)
})

test('where nobody can look into the store, its numbers count alone', async () => {
  const { picture } = places([all])
  const account = await openAccount({ picture })
  const settled = await account.settle({ acknowledged: 2, ids }, patience)
  expect([settled.unknown, isBalanced(settled)]).toEqual([undefined, true])
})
