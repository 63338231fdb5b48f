import { expect, test } from 'vitest'
import { createOffsetTracker } from './offset-tracker.ts'

function received(...offsets: number[]) {
  const tracker = createOffsetTracker()
  for (const offset of offsets) tracker.received(offset)
  return tracker
}

test('nothing is to be committed before something is finished', () => {
  expect(createOffsetTracker().toCommit()).toBeUndefined()
  expect(received(7, 8).toCommit()).toBeUndefined()
})

test('the first unfinished offset is what is committed', () => {
  const tracker = received(7, 8, 9)
  tracker.finished(9)
  expect(tracker.toCommit()).toBeUndefined()
  tracker.finished(7)
  expect(tracker.toCommit()).toBe(8)
  tracker.finished(8)
  expect(tracker.toCommit()).toBe(10)
})

test('gaps between offsets hold nothing up', () => {
  const tracker = received(7, 12)
  tracker.finished(7)
  expect(tracker.toCommit()).toBe(12)
})

test('what is committed is not committed again', () => {
  const tracker = received(7, 8)
  tracker.finished(7)
  tracker.committed(8)
  expect(tracker.toCommit()).toBeUndefined()
})
