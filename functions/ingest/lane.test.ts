import { expect, test } from 'vitest'
import { TransientError } from '#lib/platform/errors.ts'
import { isOpen, outcomeOf } from '#lib/testing/settled.ts'
import { createLane } from './lane.ts'
import { createLaneBench, readings, sizes, turn } from './testing/lane-bench.ts'

test('a lone reading leaves at once', () => {
  const { lane, calls } = createLaneBench()
  void lane.write(readings(1))
  expect(calls.map(({ size }) => size)).toEqual([1])
})

test('what arrives with one turn of the event loop leaves together, with its end', async () => {
  const { lane, calls } = createLaneBench({}, undefined, setImmediate)
  for (let request = 0; request < 12; request++) void lane.write(readings(1))
  expect(calls).toEqual([])
  await turn()
  expect(sizes(calls)).toEqual([12])
})

test('what arrives while the calls are under way leaves together with the next', async () => {
  const { lane, calls } = createLaneBench()
  for (let request = 0; request < 12; request++) void lane.write(readings(1))
  expect(sizes(calls)).toEqual([1, 1])
  calls[0]?.confirm()
  await turn()
  expect(sizes(calls)).toEqual([1, 1, 10])
})

test('nothing waits while a call ends and nothing else is there', async () => {
  const { lane, calls } = createLaneBench()
  const write = lane.write(readings(1))
  calls[0]?.confirm()
  await write
  void lane.write(readings(1))
  expect(sizes(calls)).toEqual([1, 1])
})

test('a call carries at most 256 readings', async () => {
  const { lane, calls } = createLaneBench({ calls: 1, eagerCalls: 1 })
  for (const size of [1, 200, 56, 1, 256]) void lane.write(readings(size))
  for (let call = 0; call < 4; call++) {
    calls[call]?.confirm()
    await turn()
  }
  expect(sizes(calls)).toEqual([1, 256, 1, 256])
})

test('readings leave in the order of their arrival', async () => {
  const { lane, calls } = createLaneBench({ calls: 1, eagerCalls: 1 })
  const all = readings(5)
  for (const reading of all) void lane.write([reading])
  calls[0]?.confirm()
  await turn()
  expect(calls.flatMap(({ batch }) => batch)).toEqual(all)
})

test('a full batch does not wait while more calls are allowed, and none are beyond that', () => {
  const { lane, calls } = createLaneBench({ calls: 4, eagerCalls: 2 })
  for (let request = 0; request < 10; request++) void lane.write(readings(256))
  expect(sizes(calls)).toEqual([256, 256, 256, 256])
})

test('a write is answered with the outcome of its own call', async () => {
  const { lane, calls } = createLaneBench()
  const [first, second] = [lane.write(readings(1)), lane.write(readings(1))]
  calls[1]?.fail(new TransientError('kafka is away'))
  await expect(second).rejects.toMatchObject({
    message: 'kafka did not confirm',
    cause: { message: 'kafka is away' },
  })
  expect(await isOpen(first)).toBe(true)
  calls[0]?.confirm()
  await first
})

test('after a call that failed the lane goes on', async () => {
  const { lane, calls } = createLaneBench({ calls: 1, eagerCalls: 1 })
  const failed = outcomeOf(lane.write(readings(1)))
  const next = lane.write(readings(1))
  calls[0]?.fail(new Error('no'))
  await failed
  calls[1]?.confirm()
  await next
})

test('a writer that throws before it calls is a call that failed', async () => {
  const lane = createLane('kafka', () => {
    throw new TypeError('broken')
  })
  await expect(lane.write(readings(1))).rejects.toMatchObject({ cause: { message: 'broken' } })
  await expect(lane.write(readings(1))).rejects.toMatchObject({ cause: { message: 'broken' } })
})

test('what waits is bounded: beyond that a write fails at once and says so', async () => {
  const { lane } = createLaneBench({ calls: 1, eagerCalls: 1, waiting: 500 })
  void lane.write(readings(1))
  void lane.write(readings(250))
  const full = lane.write(readings(250))
  await expect(lane.write(readings(1))).rejects.toEqual(
    new TransientError('kafka: 500 readings are waiting already'),
  )
  expect(await isOpen(full)).toBe(true)
})

test('what was turned away leaves room for a later write', async () => {
  const { lane, calls } = createLaneBench({ calls: 1, eagerCalls: 1, waiting: 2 })
  const first = lane.write(readings(1))
  void lane.write(readings(2))
  await outcomeOf(lane.write(readings(1)))
  calls[0]?.confirm()
  await first
  await turn()
  expect(await isOpen(lane.write(readings(2)))).toBe(true)
})

test('while others wait too long nobody joins them: what is let in keeps its pace', async () => {
  let now = 1_000
  const { lane, calls } = createLaneBench({ calls: 1, eagerCalls: 1 }, () => now)
  void lane.write(readings(1))
  const patient = lane.write(readings(1))
  now += 3_001
  await expect(lane.write(readings(1))).rejects.toEqual(
    new TransientError('kafka is slow: others wait for 3001 ms'),
  )
  calls[0]?.confirm()
  await turn()
  void lane.write(readings(1))
  calls[1]?.confirm()
  await patient
})

test('what has waited for too long is given up when its turn comes, and what came later is not', async () => {
  let now = 1_000
  const { lane, calls } = createLaneBench({ calls: 1, eagerCalls: 1 }, () => now)
  void lane.write(readings(1))
  const early = outcomeOf(lane.write(readings(2)))
  now += 3_000
  const later = lane.write(readings(3))
  now += 3_001
  calls[0]?.confirm()
  expect(await early).toEqual(new TransientError('kafka is slow: no room within 6000 ms'))
  expect(sizes(calls)).toEqual([1, 3])
  calls[1]?.confirm()
  await later
})

test('the age of a lane is that of its oldest call under way', async () => {
  let now = 1_000
  const { lane, calls } = createLaneBench({}, () => now)
  expect(lane.age).toBe(0)
  const first = lane.write(readings(1))
  now += 30
  void lane.write(readings(1))
  now += 70
  expect(lane.age).toBe(100)
  calls[0]?.confirm()
  await first
  await turn()
  expect(lane.age).toBe(70)
})
