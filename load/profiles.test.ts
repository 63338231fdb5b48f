import { expect, test } from 'vitest'
import { profiles } from './profiles.ts'

test('the assignment is 10,000 requests by 10 users, and the shapes end by time', () => {
  const found = profiles()
  expect(found.map(({ name, requests }) => [name, requests])).toEqual([
    ['assignment', 10_000],
    ['soak', undefined],
    ['spike', undefined],
    ['steady', undefined],
    ['zero-to-peak-to-zero', undefined],
  ])
  expect(found[0]?.stages).toEqual([{ seconds: 0, users: 10 }])
})

test('none is longer than the hour in which the store remembers what it has', () => {
  for (const { name, stages } of profiles()) {
    const seconds = stages.reduce((sum, stage) => sum + stage.seconds, 0)
    expect(seconds, name).toBeLessThanOrEqual(45 * 60)
  }
})
