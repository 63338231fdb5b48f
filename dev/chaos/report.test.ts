import { expect, test } from 'vitest'
import { createLedger } from './ledger.ts'
import { describeReport, makeReport } from './report.ts'

const balanced = {
  ...{ begun: 2, acknowledged: 2, stored: 2, dead: 0, refused: 0, missing: 0, deadEvents: 0 },
  ...{ missed: [], differences: [] },
}
const fault = { at: 1, kind: 'kill' as const, targets: ['kafka'], lasts: 1, began: 1, mended: 2 }

function reportOf(balance = balanced, faults: Parameters<typeof makeReport>[0]['faults'] = [fault]) {
  const traffic = { requests: 3, answers: { 0: 1, 202: 2 }, repeated: 0, shelved: 0 }
  const ledger = createLedger()
  return makeReport({ kind: 'local', seed: 1, minutes: 1, began: 0, ledger, traffic, balance, faults })
}

test('a report of a run that balances says so', () => {
  const report = reportOf()
  expect(report.balanced).toBe(true)
  expect(describeReport(report)).toContain('It balances.')
  expect(describeReport(report)).toContain('none 1, 202 2')
})

test('a difference, or something that could not be mended, fails the run and is told', () => {
  const difference = { what: 'readings of a', expected: 2, seen: 3 }
  const different = reportOf({ ...balanced, differences: [difference] as never[] })
  expect(different.balanced).toBe(false)
  expect(describeReport(different)).toContain('! readings of a: 2 expected, 3 seen')
  const unmended = reportOf(balanced, [{ ...fault, failure: 'it did not start' }])
  expect(unmended.balanced).toBe(false)
  expect(describeReport(unmended)).toContain('! kill kafka: it did not start (1 times)')
})
