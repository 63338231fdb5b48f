import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Counted, rainBetween, rainOf, steadiestCounter } from './rain.ts'

const year = (mm: number) => ({ of: 'year', mm }) as const
const day = (mm: number) => ({ of: 'day', mm }) as const

test.each([
  ['a total before all others', { total: 5, year: 4, day: 1 }, { of: 'total', mm: 5 }],
  ['a year before a day', { year: 4, day: 1 }, { of: 'year', mm: 4 }],
  ['a day when there is nothing else', { day: 1 }, { of: 'day', mm: 1 }],
  ['another when the total has stopped at 6000 mm', { total: 6000, year: 400 }, { of: 'year', mm: 400 }],
  ['even a full one, for lack of any other', { total: 6000 }, { of: 'total', mm: 6000 }],
  ['a counter at zero', { year: 0, day: 0 }, { of: 'year', mm: 0 }],
  ['nothing of nothing', {}, undefined],
])('of the counters, %s is taken', (_, counters, expected) => {
  expect(steadiestCounter(counters)).toEqual(expected)
})

test.each([
  ['what it rose', year(10), year(10.254), 0.254],
  ['nothing while it stands', year(10), year(10), 0],
  ['all of it after it was set back', day(10), day(0.3), 0.3],
  ['nothing when it was set back and stands at zero', day(10), day(0), 0],
  ['unknown between two counters', year(10), day(10.2), undefined],
])('between two values of a counter there fell %s', (_, earlier, later, expected) => {
  expect(rainBetween(earlier, later)).toBe(expected)
})

const anyReports = fc
  .uniqueArray(fc.record({ at: fc.integer({ min: 0, max: 1e6 }), fell: fc.integer({ min: 0, max: 5000 }) }), {
    selector: ({ at }) => at,
    minLength: 2,
  })
  .map((drops) => drops.sort((a, b) => a.at - b.at))

test('the sum of what fell is what fell, whenever the counter is set back just after a report', () => {
  fc.assert(
    fc.property(anyReports, fc.array(fc.nat({ max: 20 })), (drops, resets) => {
      let counter = 0
      const reports = drops.map(({ at, fell }, index): Counted => {
        // A reset shows only if less has fallen since than was counted before.
        if (resets.includes(index) && fell < counter) counter = 0
        counter += fell
        return { at, counter: year(counter / 1000) }
      })
      const sum = rainOf(reports).reduce((total, { rain }) => total + Math.round(rain * 1000), 0)
      expect(sum).toBe(drops.slice(1).reduce((total, { fell }) => total + fell, 0))
    }),
  )
})

test('reports in any order, and any number of times, make the same rain', () => {
  const anyCounted = fc.record({
    at: fc.integer({ min: 0, max: 20 }),
    counter: fc.record({ of: fc.constantFrom('year' as const, 'day' as const), mm: fc.nat({ max: 9 }) }),
  })
  fc.assert(
    fc.property(fc.array(anyCounted), fc.infiniteStream(fc.nat()), (reports, keys) => {
      const shuffled = [...reports, ...reports.slice(0, 3)]
        .map((report) => ({ report, key: keys.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ report }) => report)
      expect(rainOf(shuffled)).toEqual(rainOf(reports))
    }),
  )
})

test('nothing is known of what fell while a station was silent for too long', () => {
  const reports = [0, 10, 21].map((at) => ({ at, counter: year(at) }))
  expect(rainOf(reports, 10)).toEqual([{ at: 10, rain: 10 }])
})

test('rain is never negative', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 50 })), (values) => {
      const reports = values.map((mm, at) => ({ at, counter: day(mm) }))
      for (const { rain } of rainOf(reports)) expect(rain).toBeGreaterThanOrEqual(0)
    }),
  )
})
