import { expect, test } from 'vitest'
import { lastLine } from './count-reporter.ts'

test('names passed and failed, and skipped only if there are any', () => {
  expect(lastLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  expect(lastLine({ passed: 3, failed: 2, skipped: 1 }, 1)).toBe('3 passed, 2 failed, 1 skipped')
})

test('a run that failed outside of its tests has one failure', () => {
  expect(lastLine({ passed: 3, failed: 0, skipped: 0 }, 1)).toBe('3 passed, 1 failed')
  expect(lastLine(undefined, 1)).toBe('0 passed, 1 failed')
})
