import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOON } from '#lib/testing/readings.ts'
import { MAX_POINTS, resolveSpan, spanSchema } from './span.ts'

const span = (query: Record<string, string>) => resolveSpan(spanSchema.parse(query), NOON)

test('unless told otherwise it is the last hour in the steps of the store', () => {
  expect(span({})).toEqual({ from: NOON - 3_600_000, to: NOON, step: 10_000 })
})

test.each([
  ['2026-05-01T11:00:00Z', NOON - 3_600_000],
  ['2026-05-01T13:00:00+02:00', NOON - 3_600_000],
  ['2026-05-01T13:00:00 02:00', NOON - 3_600_000],
  ['-90s', NOON - 90_000],
  ['-15m', NOON - 900_000],
  ['-2h', NOON - 7_200_000],
  ['-999999d', 0],
  ['0001-01-01T00:00:00Z', 0],
])('from=%s is understood', (from, at) => {
  expect(span({ from }).from).toBe(at)
})

test.each([{ from: 'yesterday' }, { from: '15m' }, { from: '-15' }, { from: '2026-05-01' }, { to: '' }])(
  '%j is no time',
  (query) => {
    expect(spanSchema.safeParse(query).success).toBe(false)
  },
)

test.each(['5', '15', '0', '-10', '1e9', 'x', ''])('a step of %j seconds breaks a rule', (step) => {
  expect(spanSchema.safeParse({ step }).success).toBe(false)
})

test('a span of any length has at most as many points as promised, and covers what was asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 * 86_400 }),
      fc.integer({ min: 0, max: 86_400 }),
      (length, ago) => {
        const [from, to] = [NOON - (length + ago) * 1_000, NOON - ago * 1_000]
        const found = span({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })
        expect((found.to - found.from) / found.step).toBeLessThanOrEqual(MAX_POINTS)
        expect(found.from).toBeLessThanOrEqual(from)
        expect(found.to).toBeGreaterThanOrEqual(to)
        expect(found.step % 10_000).toBe(0)
      },
    ),
  )
})

test('a step that makes too many points, and a span that ends before it begins, break a rule', () => {
  expect(() => span({ from: '-1d', step: '10' })).toThrow('1 rule is broken')
  expect(() => span({ from: '-1h', to: '-2h' })).toThrow('1 rule is broken')
})
