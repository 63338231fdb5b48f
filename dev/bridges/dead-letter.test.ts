import { expect, test } from 'vitest'
import { toDeadLetter, toRecord } from './dead-letter.ts'
import type { SourceEvent } from './source-event.ts'

const event: SourceEvent = {
  attributes: new Map([
    ['specversion', '1.0'],
    ['id', 'e'],
  ]),
  contentType: 'application/json',
  data: Buffer.from('{}'),
}
const sink = 'http://localhost:8080/'

test('an answer leaves its status and its body in base64', () => {
  const answer = { status: 400, headers: {}, body: Buffer.from('bad') }
  const letter = toDeadLetter(event, sink, { answer, attempts: 1, reason: 'status 400' })
  expect(toRecord(letter, {}).headers).toEqual({
    ce_specversion: '1.0',
    ce_id: 'e',
    ce_knativeerrordest: sink,
    ce_knativeerrorcode: '400',
    ce_knativeerrordata: 'YmFk',
    'content-type': 'application/json',
  })
})

test('without an answer only the destination is told', () => {
  const letter = toDeadLetter(event, sink, { answer: undefined, attempts: 4, reason: 'refused' })
  expect(Object.keys(toRecord(letter, {}).headers).filter((name) => name.includes('error'))).toEqual([
    'ce_knativeerrordest',
  ])
})

test('an answer without a body has no data, and its kne- headers become extensions', () => {
  const answer = { status: 503, headers: { 'kne-reason': 'full' }, body: Buffer.alloc(0) }
  const { attributes } = toDeadLetter(event, sink, { answer, attempts: 4, reason: 'status 503' })
  expect(attributes.get('reason')).toBe('full')
  expect(attributes.has('knativeerrordata')).toBe(false)
})

test('the key of the record is the partition key, and no data is a tombstone', () => {
  const attributes = new Map([['partitionkey', 'k']])
  expect(toRecord({ attributes, contentType: undefined, data: undefined }, { traceparent: 'x' })).toEqual({
    key: 'k',
    value: null,
    headers: { ce_partitionkey: 'k', traceparent: 'x' },
  })
})
