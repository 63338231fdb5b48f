import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Delivery } from '#lib/domain/delivery.ts'
import { MAX_READINGS } from '#lib/domain/event.ts'
import { TransientError } from '#lib/platform/errors.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { outcomeOf } from '#lib/testing/settled.ts'
import { gather } from './gathering.ts'

const refusal = new TransientError('valkey: OOM')
const absence = new TransientError('valkey: Connection is closed.')
const isRefusal = (error: unknown) => error === refusal

function delivery(size = 1, broker = 'kafka'): Delivery {
  return { broker, readings: Array.from({ length: size }, () => sampleReading()), refusals: [] }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** A store whose calls are answered by hand, in the order in which they came. */
function createBench(calls = 1) {
  const answers: ((error?: Error) => void)[] = []
  const record = vi.fn((_: Delivery) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    answers.push((error) => (error ? reject(error) : resolve()))
    return promise
  })
  const answer = async (error?: Error) => {
    answers.shift()?.(error)
    await turn()
    await turn()
  }
  const gathering = gather({ record, calls, isRefusal })
  return { gathering, take: gathering.record, record, answer }
}

test('what waits for a call is counted', async () => {
  const { gathering, take } = createBench(1)
  void take(delivery())
  await turn()
  expect(gathering.waiting).toBe(0)
  void take(delivery())
  void take(delivery())
  await turn()
  expect(gathering.waiting).toBe(2)
})

test('a lone delivery leaves with the end of the turn, as it is', async () => {
  const { take, record } = createBench()
  const alone = delivery()
  void take(alone)
  await turn()
  expect(record.mock.calls).toEqual([[alone]])
})

test('what arrives with one turn of the event loop leaves together', async () => {
  const { take, record } = createBench()
  for (let count = 0; count < 3; count += 1) void take(delivery())
  await turn()
  expect(record.mock.calls.map(([{ readings }]) => readings.length)).toEqual([3])
})

test('what arrives while a call is under way leaves together with the next, and is acknowledged after it', async () => {
  const { take, record, answer } = createBench()
  const taken: number[] = []
  void take(delivery()).then(() => taken.push(0))
  await turn()
  for (const index of [1, 2]) void take(delivery()).then(() => taken.push(index))
  await answer()
  expect(taken).toEqual([0])
  expect(record.mock.calls.map(([{ readings }]) => readings.length)).toEqual([1, 2])
  await answer()
  expect(taken).toEqual([0, 1, 2])
})

test('what came by another broker does not travel along', async () => {
  const { take, record, answer } = createBench()
  for (const broker of ['kafka', 'kafka', 'rabbitmq', 'kafka']) void take(delivery(1, broker))
  await turn()
  for (let calls = 0; calls < 3; calls += 1) await answer()
  expect(record.mock.calls.map(([{ broker, readings }]) => [broker, readings.length])).toEqual([
    ['kafka', 2],
    ['rabbitmq', 1],
    ['kafka', 1],
  ])
})

test('where Valkey refuses a call, each of its deliveries is tried alone: one that cannot be taken holds up no other', async () => {
  const { take, answer } = createBench()
  const outcomes = [0, 1, 2].map(() => outcomeOf(take(delivery())))
  await turn()
  await answer(refusal)
  await answer()
  await answer(refusal)
  await answer()
  expect(await Promise.all(outcomes)).toEqual(['confirmed', refusal, 'confirmed'])
})

test('a Valkey that is away is not asked again for each delivery', async () => {
  const { take, record, answer } = createBench()
  const outcomes = [0, 1, 2].map(() => outcomeOf(take(delivery())))
  await turn()
  await answer(absence)
  expect(await Promise.all(outcomes)).toEqual([absence, absence, absence])
  expect(record).toHaveBeenCalledTimes(1)
})

test('every delivery is taken once, in whole, in calls of at most MAX_READINGS and never more at a time than allowed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: MAX_READINGS }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 3 }),
      async (sizes, calls) => {
        const taken: Delivery[] = []
        let underWay = 0
        const { record: take } = gather({
          calls,
          isRefusal,
          record: async (one) => {
            underWay += 1
            expect(underWay).toBeLessThanOrEqual(calls)
            expect(one.readings.length).toBeLessThanOrEqual(MAX_READINGS)
            await new Promise((resolve) => setImmediate(resolve))
            taken.push(one)
            underWay -= 1
          },
        })
        const deliveries = sizes.map((size) => delivery(size))
        await Promise.all(deliveries.map(take))
        const ids = (some: readonly Delivery[]) =>
          some.flatMap(({ readings }) => readings.map(({ id }) => id))
        expect(ids(taken).sort()).toEqual(ids(deliveries).sort())
      },
    ),
    { numRuns: 50 },
  )
})
