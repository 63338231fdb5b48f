import { expect, test } from 'vitest'
import { brokersIn } from './kafka-probe.ts'

const answer = (brokers: number) => Buffer.from([0, 0, 0, 60, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, brokers, 0, 0])

test('counts the brokers in a Metadata answer', () => {
  expect(brokersIn(answer(1))).toBe(1)
  expect(brokersIn(answer(0))).toBe(0)
})

test('an answer cut short names no broker', () => {
  expect(brokersIn(answer(1).subarray(0, 10))).toBe(0)
})
