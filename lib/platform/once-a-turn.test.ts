import { expect, test, vi } from 'vitest'
import { onceATurn } from './once-a-turn.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('asked many times in a turn it runs once, after all of them', async () => {
  const run = vi.fn()
  const ask = onceATurn(run)
  ask()
  await Promise.resolve().then(ask)
  expect(run).not.toHaveBeenCalled()
  await turn()
  expect(run).toHaveBeenCalledTimes(1)
})

test('it can be asked again, also by what it runs', async () => {
  let runs = 0
  const ask = onceATurn(() => {
    runs += 1
    if (runs < 3) ask()
  })
  ask()
  for (let turns = 0; turns < 5; turns += 1) await turn()
  expect(runs).toBe(3)
})
