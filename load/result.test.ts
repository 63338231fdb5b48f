import { expect, test } from 'vitest'
import { describeResult, flawsOf, type Result, summaryOf } from './result.ts'

const milliseconds = { p50: 10, p95: 20, p99: 30, max: 40 }
const good: Result = {
  profile: 'assignment',
  seed: 1,
  processes: 1,
  wanted: 100,
  environment: { cores: 2 },
  said: {
    requests: 100,
    failures: 0,
    acknowledged: 120,
    seconds: 0.5,
    milliseconds,
    dialects: { classic: { requests: 100, failures: 0, readings: 120, milliseconds } },
    errors: [],
    ids: ['019a0000-0000-7000-8000-000000000001'],
  },
  account: {
    acknowledged: 120,
    stored: 120,
    delivered: { kafka: 120, rabbitmq: 120 },
    duplicates: 120,
    refused: 0,
    late: 0,
    told: 1,
    unknown: 0,
  },
}
const said = (changes: Partial<Result['said']>) => ({ ...good, said: { ...good.said, ...changes } })

test('a run is good when exactly so many requests were sent, none failed, and the account balances', () => {
  expect(flawsOf(good)).toEqual([])
  expect(flawsOf(said({ requests: 99 }))).toEqual(['99 requests, not 100'])
  const failed = said({ failures: 2, errors: ['2× classic: 503, not 200'] })
  expect(flawsOf(failed)).toEqual(['2 requests failed: 2× classic: 503, not 200'])
  const raised = said({ errors: ['1× KeyError'] })
  expect(flawsOf(raised), 'what the locustfile has raised').toEqual(['0 requests failed: 1× KeyError'])
  expect(flawsOf({ ...good, account: { ...good.account, stored: 119 } })).toEqual([
    'the account does not balance',
  ])
  expect(flawsOf({ ...said({ requests: 0 }), wanted: undefined })).toEqual(['nothing was sent'])
})

test('people are shown each dialect, the whole, and the account', () => {
  const text = describeResult(good)
  expect(text).toMatch(/classic +100 +0 +120 +10 +20 +30 +40\n/)
  expect(text).toMatch(/all +100 +0 +120 +10 +20 +30 +40\n/)
  expect(text).toContain('0.5 s · 200 requests/s')
  expect(text).toContain(
    'acknowledged 120 · stored 120 · missing 0 · of 1 ids that answers told, 0 not in Valkey',
  )
})

test('what is kept has rates and the account, and no ids', () => {
  const kept = summaryOf(good)
  expect(kept).toMatchObject({
    profile: 'assignment',
    requests: 100,
    perSecond: 200,
    account: { stored: 120 },
  })
  expect(JSON.stringify(kept)).not.toContain(good.said.ids[0])
})
