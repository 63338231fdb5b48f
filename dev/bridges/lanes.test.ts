import { expect, test } from 'vitest'
import { createOrderedLane, createUnorderedLane } from './lanes.ts'
import { createWorkers } from './workers.ts'

/** Work that ends when told to. */
function manualWork() {
  const open: { item: number; end: () => void }[] = []
  const work = (item: number) => new Promise<void>((resolve) => open.push({ item, end: resolve }))
  const endFirst = async () => {
    open.shift()?.end()
    await new Promise(setImmediate)
  }
  return { open, work, endFirst, items: () => open.map(({ item }) => item) }
}
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

test('the ordered lane has one under way and keeps the order', async () => {
  const { work, items, endFirst } = manualWork()
  createOrderedLane(work).push([1, 2, 3])
  expect(items()).toEqual([1])
  await endFirst()
  expect(items()).toEqual([2])
})

test('the unordered lane adds a whole poll while less than one is under way', async () => {
  const { open, work, endFirst } = manualWork()
  createUnorderedLane(work).push(numbers(200))
  expect(open).toHaveLength(50)
  await endFirst()
  expect(open).toHaveLength(99)
  await endFirst()
  expect(open).toHaveLength(98)
})

test('what waits is forgotten, what is under way goes on', async () => {
  const { open, work, endFirst } = manualWork()
  const lane = createOrderedLane(work)
  lane.push([1, 2])
  lane.clear()
  await endFirst()
  expect(open).toHaveLength(0)
  lane.push([3])
  expect(open).toHaveLength(1)
})

test('as many workers as told are busy', async () => {
  const { work, items, endFirst } = manualWork()
  const workers = createWorkers(2, work)
  for (const item of [1, 2, 3]) workers.push(item)
  expect(items()).toEqual([1, 2])
  await endFirst()
  expect(items()).toEqual([2, 3])
})
