import { expect, test } from 'vitest'
import type { Bench } from './bench.ts'
import { runBench } from './run-bench.ts'
import type { Workbench } from './workbench.ts'

const at = { tell() {} } as unknown as Workbench

/** A benchmark of two variants, and the order in which they were run. */
function recorded(how: Partial<Bench> = {}) {
  const runs: string[] = []
  const variant = (name: string, figure: number) => ({
    name,
    run: async () => {
      runs.push(name)
      return { rate_s: figure }
    },
  })
  const bench: Bench = {
    name: 'two',
    about: '',
    figure: 'rate_s',
    warmUps: 0,
    ...how,
    open: async () => ({
      variants: [variant('a', 10), variant('b', 5)],
      async [Symbol.asyncDispose]() {},
    }),
  }
  return { bench, runs }
}

test('each round has an order of its own, and each figure is still of its own variant', async () => {
  const { bench, runs } = recorded()
  const { variants } = await runBench(bench, at, 20)
  const rounds = Array.from({ length: 20 }, (_, round) => runs.slice(2 * round, 2 * round + 2).join(''))
  expect(new Set(rounds)).toEqual(new Set(['ab', 'ba']))
  expect(variants).toMatchObject({ a: { rate_s: { median: 10 } }, b: { rate_s: { median: 5, ratio: 0.5 } } })
})

test('what goes on where the one before has ended is always in order', async () => {
  const { bench, runs } = recorded({ ordered: true })
  await runBench(bench, at, 2)
  expect(runs).toEqual(['a', 'b', 'a', 'b'])
})

test('what only warms up is not among the figures', async () => {
  const { bench, runs } = recorded({ warmUps: 2, ordered: true })
  const told: string[] = []
  const { variants } = await runBench(
    bench,
    { tell: (line: string) => told.push(line) } as unknown as Workbench,
    1,
  )
  expect(runs).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
  expect(variants).toMatchObject({ a: { rate_s: { median: 10 } } })
  expect(told).toEqual(['two 1/1 a: rate_s 10', 'two 1/1 b: rate_s 5'])
})
