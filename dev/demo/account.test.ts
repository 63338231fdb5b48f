import { expect, test } from 'vitest'
import { describeAccount, isComplete } from './account.ts'

const whole = { sent: 1000, kafka: 1000, rabbitmq: 1000, stored: 1000, duplicates: 1000, missing: 0 }

test('an account is complete when all is stored once, and each second copy was recognized', () => {
  expect(isComplete(whole)).toBe(true)
  expect(isComplete({ ...whole, kafka: 400, duplicates: 400 })).toBe(true)
})

test.for([
  { stored: 999, missing: 1 },
  { stored: 1001, missing: -1 },
  { duplicates: 999 },
  { duplicates: 1001 },
])('an account with %j is not complete', (part) => {
  expect(isComplete({ ...whole, ...part })).toBe(false)
})

test('an account is told in one line', () => {
  expect(describeAccount(whole)).toBe(
    'sent 1000 · confirmed kafka 1000 · rabbitmq 1000 · stored 1000 · duplicates 1000 · missing 0',
  )
})
