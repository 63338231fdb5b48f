import { expect, test } from 'vitest'
import { toReading } from '#lib/domain/observation.ts'
import { NOON } from '#lib/testing/readings.ts'
import { anIncoming } from '../testing/incoming.ts'
import { classic } from './classic.ts'
import type { Dialect } from './dialect.ts'
import { v1 } from './v1.ts'

const reading = { station: 'xela', temperature: 5 }
const message = { municipality: 'Xela', temperature: 5, humidity: 60, weather: 'Sunny' }

test('with an Idempotency-Key the same request again has the same ids', () => {
  const body = [reading, reading]
  expect(ids(v1, body, 'k')).toEqual(ids(v1, body, 'k'))
  expect(ids(classic, message, 'k')).toEqual(ids(classic, message, 'k'))
})

test('under one key each reading of a request is a reading of its own', () => {
  expect(new Set(ids(v1, [reading, reading, reading], 'k')).size).toBe(3)
})

test('under two keys the same body is two readings', () => {
  expect(ids(v1, reading, 'k')).not.toEqual(ids(v1, reading, 'l'))
  expect(ids(classic, message, 'k')).not.toEqual(ids(classic, message, 'l'))
})

test('without a key or a time each request is new', () => {
  expect(ids(v1, reading)).not.toEqual(ids(v1, reading))
  expect(ids(classic, message)).not.toEqual(ids(classic, message))
})

test('an own id is stronger than the key', () => {
  expect(ids(v1, { ...reading, id: '7' }, 'k')).toEqual(ids(v1, { ...reading, id: '7' }, 'l'))
})

test('an own id and a key that look alike are two readings: neither may take the other for a duplicate', () => {
  const [keyed] = ids(v1, reading, 'k')
  for (const id of ['k', 'k 0', 'key k 0']) expect(ids(v1, { ...reading, id })).not.toEqual([keyed])
})

test('a key of one request and an own id of another dialect are two readings', () => {
  expect(ids(classic, message, '7')).not.toEqual(ids(v1, { ...reading, id: '7' }))
})

test('a time identifies a reading without anything else', () => {
  const timed = { ...reading, observedAt: '2026-05-01T12:00:00Z' }
  expect(ids(v1, timed)).toEqual(ids(v1, { ...timed, observedAt: '2026-05-01T06:00:00-06:00' }))
})

test('a station is the same in any spelling', () => {
  const timed = { ...reading, observedAt: '2026-05-01T12:00:00Z' }
  expect(ids(v1, { ...timed, station: ' XELA! ' })).toEqual(ids(v1, timed))
})

function ids(dialect: Dialect, input: unknown, key?: string): string[] {
  const { observations } = dialect.read(anIncoming({ body: JSON.stringify(input), key }))
  const receipt = { receivedAt: NOON, retention: 3_600_000, dialect: dialect.name }
  return observations.map((observation) => toReading(observation, receipt).id)
}
