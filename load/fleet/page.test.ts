import { expect, test } from 'vitest'
import { rateOf } from './cadences.ts'
import { beyond, memoryTable, runsTable } from './page.ts'
import type { FleetSummary } from './summary.ts'

const run = {
  stations: 1_000,
  minutes: 5,
  outageSeconds: 0,
  environment: { cores: 2, cpu: 'one', node: '24' },
  perSecond: 20,
  answerMs: { p50: 5, p99: 20 },
  deferred: 3,
  account: { acknowledged: 6_000, stored: 5_999 },
  settleSeconds: 2,
  valkeyBytesPerStation: 4_096,
  memoryMib: { ingest: { first: 100, last: 104, most: 110 } },
  cpuUs: { ingest: 100, 'the load itself': 50 },
} as unknown as FleetSummary

test('a run is a row, with what is missing', () => {
  expect(runsTable([run]).split('\n').at(-1)).toBe(
    '| 1,000 | mixed | 5 | 0 | 20 | 5 | 20 | 3 | 6,000 | 1 | 2 | 4,096 |',
  )
})

test('cores are readings a second times what one takes, without the load', () => {
  const cores = ((100 * rateOf(1_000_000)) / 1e6).toFixed(2)
  expect(beyond(run)).toContain(`| ingest | 100 | ${cores} |`)
  expect(beyond(run)).not.toContain('the load itself')
  expect(beyond(run)).toContain('3.8 GiB')
})

test('what memory a function has more at the end than after a minute is told in percent', () => {
  expect(memoryTable(run).split('\n').at(-1)).toBe('| ingest | 100 | 104 | 110 | 4.0% |')
})
