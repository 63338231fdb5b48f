import { expect, test } from 'vitest'
import { benches } from './benches.ts'
import { type Result, resultsIn } from './results.ts'
import { targets, targetsTable } from './targets.ts'

function result(bench: string, variant: string, figure: string, median: number, ratio = 1): Result {
  const found = { median, least: median, most: median, ratio }
  return { bench, variants: { [variant]: { [figure]: found } } } as unknown as Result
}

const rowOf = (what: string, results: readonly Result[]) =>
  targetsTable(results)
    .split('\n')
    .find((row) => row.startsWith(`| ${what} `))

test('a target is met when what was found is on the right side of it', () => {
  const at = (median: number) => [result('end-to-end', '500 a second', 'p50_ms', median)]
  expect(rowOf('end to end at 500/s, p50, ms', at(8))).toContain('| at most 8 | 8 | yes |')
  expect(rowOf('end to end at 500/s, p50, ms', at(8.1))).toContain('| 8.1 | no |')
  const ratio = [result('ingest', 'ingest, both brokers', 'rate_s', 9_000, 0.61)]
  expect(rowOf('ingest, of bare Hono', ratio)).toContain('| at least 0.6 | 0.61 | yes |')
})

test('what was not measured is said to be so', () => {
  expect(rowOf('ingest, of bare Hono', [])).toContain('not measured')
})

test('every target is of a benchmark and, where one is kept, of a variant and a figure of it', () => {
  const names = benches.map(({ name }) => name)
  const kept = resultsIn('bench')
  for (const { bench, variant, figure } of targets) {
    expect(names).toContain(bench)
    const variants = kept.kept(bench)?.variants
    if (variants !== undefined) expect(variants[variant]?.[figure], `${bench} ${variant}`).toBeDefined()
  }
})
