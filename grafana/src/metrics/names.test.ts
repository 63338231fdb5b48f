import { expect, test } from 'vitest'
import { storedAs, type ToldMetric } from './names.ts'

const metric = (told: Partial<ToldMetric>): ToldMetric => ({
  name: 'chaac.readings.stored',
  type: 'counter',
  unit: '{reading}',
  attributes: {},
  ...told,
})

test('a counter is a total, and what is counted is not part of its name', () => {
  expect(storedAs(metric({})).series).toEqual(['chaac_readings_stored_total'])
})

test('a histogram of seconds says so, and is three series, one of them by bucket', () => {
  const { series, labels } = storedAs(metric({ name: 'chaac.reading.delay', type: 'histogram', unit: 's' }))
  expect(series).toEqual(['bucket', 'sum', 'count'].map((part) => `chaac_reading_delay_seconds_${part}`))
  expect(labels).toContain('le')
})

test('a gauge of unit 1 is a ratio; a gauge of something counted has its plain name', () => {
  expect(storedAs(metric({ name: 'chaac.breaker.state', type: 'gauge', unit: '1' })).series).toEqual([
    'chaac_breaker_state_ratio',
  ])
  expect(storedAs(metric({ name: 'chaac.lane.waiting', type: 'gauge' })).series).toEqual([
    'chaac_lane_waiting',
  ])
})

test('what a label may not have becomes one underscore; job and instance are those of the resource', () => {
  const { labels } = storedAs(metric({ attributes: { 'http.response.status_code': {} } }))
  expect(labels).toEqual(['job', 'instance', 'http_response_status_code'])
})

test('a unit without a known word is an error', () => {
  expect(() => storedAs(metric({ unit: 'Cel' }))).toThrow('Cel')
})
