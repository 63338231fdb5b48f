import { expect, test } from 'vitest'
import { rateOf } from './cadences.ts'
import { beyond, bytesPage, memoryTable, runsTable } from './page.ts'
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

test('cores are readings a second times what one takes in the fastest run, without the load; processes have room', () => {
  const cores = ((80 * rateOf(1_000_000)) / 1e6).toFixed(2)
  const page = beyond([
    { ...run, perSecond: 2_000, cpuUs: { ingest: 80, kafka: 10, query: 0, 'the load itself': 5 } },
    run,
  ])
  expect(page).toContain('| µs at 20/s | µs at 2,000/s |')
  expect(page).toContain(`| ingest | 100 | 80 | ${cores} | 3 |`)
  expect(page).toContain('| kafka |  | 10 | 0.20 |  |')
  expect(page, 'what is hardly used is there all the same').toContain('| query |  | 0 | 0.00 | 1 |')
  expect(page).toContain(`| all | 100 | 90 | ${((90 * rateOf(1_000_000)) / 1e6).toFixed(1)} | |`)
  expect(page).toContain('take about 21100 readings a second')
  expect(page).not.toContain('the load itself')
})

test('what a station and a reading take of memory is the line through the runs', () => {
  const other = { ...run, valkeyBytesPerStation: 3_000, account: { acknowledged: 1_000, stored: 1_000 } }
  const one = { ...run, account: { acknowledged: 5_000, stored: 5_000 }, valkeyBytesPerStation: 4_000 }
  expect(bytesPage([one, other] as FleetSummary[])).toMatch(
    /2,750 bytes and 250 for each .* 71 times: 19\.0 GiB/,
  )
  expect(bytesPage([run])).toBe('')
})

test('what memory a function has more at the end than after two minutes is told in percent', () => {
  expect(memoryTable(run).split('\n').at(-1)).toBe('| ingest | 100 | 104 | 110 | 4.0% |')
})
