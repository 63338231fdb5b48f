import { expect, test } from 'vitest'
import { createLaneBench, readings, sizes, turn } from './testing/lane-bench.ts'

test('few readings leave some time after the batch before them, together with what comes until then', () => {
  let now = 1_000
  const { lane, calls, timers } = createLaneBench({ worthwhile: 5, paceMs: 8 }, () => now)
  void lane.write(readings(1))
  now += 3
  void lane.write(readings(1))
  now += 1
  void lane.write(readings(2))
  expect({ sizes: sizes(calls), waits: timers.map(({ ms }) => ms) }).toEqual({ sizes: [1], waits: [5] })
  now += 4
  timers[0]?.run()
  expect(sizes(calls)).toEqual([1, 3])
})

test('many readings do not wait for their time, and a lone one that comes later does not either', () => {
  let now = 1_000
  const { lane, calls, timers } = createLaneBench(
    { calls: 9, eagerCalls: 9, worthwhile: 5, paceMs: 8 },
    () => now,
  )
  void lane.write(readings(1))
  void lane.write(readings(4))
  expect(sizes(calls)).toEqual([1])
  void lane.write(readings(1))
  expect(sizes(calls)).toEqual([1, 5])
  now += 8
  void lane.write(readings(1))
  expect(sizes(calls)).toEqual([1, 5, 1])
  timers[0]?.run() // nothing is left for it
  expect(sizes(calls)).toEqual([1, 5, 1])
})

test('a timer that comes early, and a broker that is slow, only make readings wait once more', async () => {
  let now = 1_000
  const { lane, calls, timers } = createLaneBench(
    { calls: 1, eagerCalls: 1, worthwhile: 5, paceMs: 8 },
    () => now,
  )
  void lane.write(readings(1))
  calls[0]?.confirm()
  await turn()
  void lane.write(readings(1))
  now += 7
  timers[0]?.run()
  expect({ sizes: sizes(calls), waits: timers.map(({ ms }) => ms) }).toEqual({ sizes: [1], waits: [8, 1] })
  now += 1
  timers[1]?.run()
  void lane.write(readings(1))
  now += 8
  timers[2]?.run()
  expect(sizes(calls)).toEqual([1, 1]) // the call under way is the only one that may be
  calls[1]?.confirm()
  await turn()
  expect(sizes(calls)).toEqual([1, 1, 1])
})

test('a clock that is set back keeps nobody waiting', () => {
  let now = 1_000_000
  const { lane, calls } = createLaneBench({ worthwhile: 5, paceMs: 8 }, () => now)
  void lane.write(readings(1))
  now -= 500_000
  void lane.write(readings(1))
  expect(sizes(calls)).toEqual([1, 1])
})
