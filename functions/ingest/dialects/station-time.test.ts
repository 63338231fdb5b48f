import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stationTime } from './station-time.ts'

test.each([
  ['2026-05-01 11:59:30', '2026-05-01T11:59:30.000Z'],
  ['2026-05-01+11:59:30', '2026-05-01T11:59:30.000Z'],
  ['2026-05-01T11:59:30', '2026-05-01T11:59:30.000Z'],
  ['2026-05-01T11:59:30Z', '2026-05-01T11:59:30.000Z'],
  ['2026-05-01%2011%3A59%3A30', '2026-05-01T11:59:30.000Z'],
  ['2026-05-01 11: 59: 30', '2026-05-01T11:59:30.000Z'],
  ['2026-5-1 2:4:5', '2026-05-01T02:04:05.000Z'],
  ['2026-05-01 11:59', '2026-05-01T11:59:00.000Z'],
  ['2028-02-29 23:59:59', '2028-02-29T23:59:59.000Z'],
  ['2026-12-31 23:59:60', '2027-01-01T00:00:00.000Z'],
])('%s is %s', (text, expected) => {
  expect(new Date(stationTime(text) ?? Number.NaN).toISOString()).toBe(expected)
})

test.each(['now', 'NOW', 'Now'])('%s leaves it to us', (text) => {
  expect(stationTime(text)).toBeUndefined()
})

test.each([
  '',
  'yesterday',
  '2026-02-30 10:00:00',
  '2026-13-01 10:00:00',
  '2026-00-01 10:00:00',
  '2026-05-01 24:00:00',
  '2026-05-01 10:60:00',
  '2026-05-01',
  '1777636770',
  '%E0%A4%A',
])('%j is no time', (text) => {
  expect(stationTime(text)).toBeNaN()
})

test('every second is read, padded or not', () => {
  const anyTime = fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(anyTime, (date) => {
      const seconds = Math.floor(date.getTime() / 1000) * 1000
      const padded = new Date(seconds).toISOString().slice(0, 19).replace('T', ' ')
      const bare = padded.replaceAll(/(?<=[-: ])0(?=\d)/g, '')
      expect([stationTime(padded), stationTime(bare)]).toEqual([seconds, seconds])
    }),
  )
})
