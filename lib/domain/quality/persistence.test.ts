import { expect, test } from 'vitest'
import type { Minute } from './history.ts'
import { stuckMinutes } from './persistence.ts'

const same = (from: number, to: number, value: number, every = 1): Minute[] =>
  Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, n) => {
    return { minute: from + n * every, mean: value, least: value, greatest: value }
  })

test('a sensor that says the same for an hour is stuck, from the first minute on', () => {
  expect(stuckMinutes('humidity', same(10, 69, 57_000)).size).toBe(0)
  expect([...stuckMinutes('humidity', same(10, 70, 57_000))]).toEqual(
    Array.from({ length: 61 }, (_, n) => 10 + n),
  )
})

test('minutes before and after the run are not meant', () => {
  const minutes = [...same(0, 9, 56_000), ...same(10, 70, 57_000), ...same(71, 75, 58_000)]
  const stuck = stuckMinutes('temperature', minutes)
  expect([Math.min(...stuck), Math.max(...stuck), stuck.size]).toEqual([10, 70, 61])
})

test('any change within a minute ends the run', () => {
  const minutes = same(0, 80, 57_000).map((one) => (one.minute === 40 ? { ...one, greatest: 57_100 } : one))
  expect(stuckMinutes('humidity', minutes).size).toBe(0)
})

test('a station that reports every 5 minutes is judged too, one that was silent for longer than half an hour begins anew', () => {
  expect(stuckMinutes('temperature', same(0, 60, 1_000, 5)).size).toBe(13)
  expect(stuckMinutes('temperature', same(0, 62, 1_000, 31)).size).toBe(0)
})

test('saturated air may stay so for hours', () => {
  expect(stuckMinutes('humidity', same(0, 90, 95_000)).size).toBe(0)
  expect(stuckMinutes('humidity', same(0, 90, 94_900)).size).toBe(91)
  expect(stuckMinutes('temperature', same(0, 90, 95_000)).size).toBe(91)
})
