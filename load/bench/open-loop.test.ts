import { expect, test } from 'vitest'
import { openLoop, quantile } from './open-loop.ts'

test('each call is due when its turn comes, in order, none left out', async () => {
  const dues: number[] = []
  await openLoop(1_000, 0.05, (index, due) => {
    expect(index).toBe(dues.length)
    dues.push(due)
  })
  expect(dues).toHaveLength(50)
  const [first = 0] = dues
  expect(dues.map((due) => Math.round(due - first))).toEqual(dues.map((_, index) => index))
})

test('a call that holds up the loop makes others late, and their due times tell by how much', async () => {
  const late: number[] = []
  await openLoop(1_000, 0.03, (index, due) => {
    if (index === 0) {
      const until = performance.now() + 20
      while (performance.now() < until);
    }
    late.push(performance.now() - due)
  })
  expect(late).toHaveLength(30)
  expect(late[1]).toBeGreaterThan(18)
})

test('a quantile is a value of those given', () => {
  const values = [5, 1, 4, 2, 3]
  expect([0, 0.5, 0.99, 1].map((share) => quantile(values, share))).toEqual([1, 3, 5, 5])
})
