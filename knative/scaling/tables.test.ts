import { expect, test } from 'vitest'
import { tablesOf } from './tables.ts'

const environment = { date: '2026-11-24', kubernetes: 'v1.34.4', serving: '', cores: 2 }
const out = { clients: 50, pods: 2, seconds: 30.4, answered: 5970, refused: 0, back: 119.6 }

test('every function is there with how long it took to rest, however short that was', () => {
  const zero = { ingest: [121.4, 118.6, 120], query: [0.2, 61.8, 64] }
  const lines = tablesOf(environment, { zero, answers: [], out }).split('\n')
  expect(lines).toContain('| ingest | 120 | 119 | 121 |')
  expect(lines).toContain('| query | 62 | 0 | 64 |')
  expect(lines).toContain('| 50 | 2 | 30 | 5970 | 0 | 120 |')
})

test('starts from zero have a median and their ends, to hundredths', () => {
  const answers = [{ what: 'query: a request', cold: [1.8, 1.7, 2], warm: [0.07, 0.06, 0.08] }]
  const tables = tablesOf(environment, { zero: {}, answers, out })
  expect(tables).toContain('| query: a request | 1.80 | 1.70 | 2.00 | 0.070 |')
})
