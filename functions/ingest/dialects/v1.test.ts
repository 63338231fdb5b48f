import { expect, test } from 'vitest'
import { RequestProblem } from '#lib/platform/problem.ts'
import { anIncoming } from '../testing/incoming.ts'
import { v1 } from './v1.ts'

const minimal = { station: 'Xela', temperature: 5 }

test('one object, an array of one and one line say the same', () => {
  const expected = [{ station: 'xela', temperature: 5 }]
  expect(read(minimal)).toMatchObject(expected)
  expect(read([minimal])).toMatchObject(expected)
  expect(readLines(JSON.stringify(minimal))).toMatchObject(expected)
})

test.each([
  ['2026-05-01T12:00:00Z', '2026-05-01T12:00:00.000Z'],
  ['2026-05-01T12:00:00.123456Z', '2026-05-01T12:00:00.123Z'],
  ['2026-05-01T12:00:00+14:00', '2026-04-30T22:00:00.000Z'],
  ['2026-05-01T12:00:00-12:00', '2026-05-02T00:00:00.000Z'],
  ['2026-05-01T12:00:00-00:00', '2026-05-01T12:00:00.000Z'],
  ['2028-02-29T23:59:59.999-06:00', '2028-03-01T05:59:59.999Z'],
])('the time %s is %s', (observedAt, utc) => {
  const [observation] = read({ ...minimal, observedAt })
  expect(new Date(observation?.statedAt ?? Number.NaN).toISOString()).toBe(utc)
})

test.each([
  '2026-02-30T12:00:00Z',
  '2026-02-29T12:00:00Z',
  '2026-13-01T12:00:00Z',
  '2026-05-01T24:00:00Z',
  '2026-05-01T12:00:00',
  '2026-05-01T12:00:00+24:00',
  '2026-05-01 12:00:00Z',
  '2026-05-01',
  '1777636800',
  1_777_636_800_000,
  '',
  null,
  '2026-05-01T12:00:00Z\r\nx-injected: 1',
])('%j is no time', (observedAt) => {
  expect(refusalOf({ ...minimal, observedAt })).toMatchObject([{ pointer: '/0/observedAt' }])
})

test.each([
  ['a number as text', '{"station":"a","temperature":"5"}', '/0/temperature'],
  ['a number beyond all numbers', '{"station":"a","temperature":1e400}', '/0/temperature'],
  ['a number out of range', '{"station":"a","humidity":900}', '/0/humidity'],
  ['null', '{"station":"a","temperature":null}', '/0/temperature'],
  ['an unknown field', '{"station":"a","temperature":5,"colour":"red"}', '/0/colour'],
  ['an unknown field of an odd shape', '{"station":"a","temperature":5,"x/y~":{"z":[{}]}}', '/0/x~1y~0'],
  ['a field that pollutes', '{"station":"a","temperature":5,"__proto__":{"humidity":1}}', '/0/__proto__'],
  ['an inherited field', '{"station":"a","temperature":5,"constructor":{"prototype":{}}}', '/0/constructor'],
  ['no measurement', '{"station":"a"}', '/0'],
  ['no station', '{"temperature":5}', '/0/station'],
  ['a station of symbols', '{"station":"\u{1F327}","temperature":5}', '/0/station'],
  ['a station of half a symbol', '{"station":"\\ud83c","temperature":5}', '/0/station'],
  ['a station that is too long', `{"station":"${'a'.repeat(65)}","temperature":5}`, '/0/station'],
  ['an array within the array', '[[{"station":"a","temperature":5}]]', '/0'],
  ['a text', '"text"', '/0'],
  ['nothing', 'null', '/0'],
  ['an array of nothing', '[null]', '/0'],
  ['an empty own id', '{"station":"a","temperature":5,"id":""}', '/0/id'],
  ['a long own id', `{"station":"a","temperature":5,"id":"${'i'.repeat(129)}"}`, '/0/id'],
  ['a condition in another case', '{"station":"a","condition":"Sunny"}', '/0/condition'],
])('P6: %s is refused, and the field named', (_, body, pointer) => {
  expect(refusalOf(JSON.parse(body), body)).toMatchObject([{ pointer }])
})

test('P6: one bad reading of many: none is taken and which one is named', () => {
  const many = Array.from({ length: 500 }, () => minimal)
  expect(refusalOf([...many, { ...minimal, humidity: 900 }, ...many.slice(1)])).toMatchObject([
    { pointer: '/500/humidity' },
  ])
})

test('of a field that is said twice the last counts, as in all of JSON here', () => {
  expect(readBody('{"station":"a","temperature":1,"temperature":2}')).toMatchObject([{ temperature: 2 }])
  expect(refusalOf(undefined, '{"station":"a","humidity":1,"humidity":900}')).toHaveLength(1)
})

test('a negative zero is zero degrees', () => {
  expect(JSON.stringify(readBody('{"station":"a","temperature":-0}'))).toContain('"temperature":0')
})

test('an empty array breaks a rule', () => {
  expect(refusalOf([])).toMatchObject([{ pointer: '' }])
})

test('a thousand readings are taken, and one more is too large', () => {
  expect(read(Array(1000).fill(minimal))).toHaveLength(1000)
  expect(() => read(Array(1001).fill(minimal))).toThrow(expect.objectContaining({ kind: 'too-large' }))
})

test('an array of 100,000 of anything is too large before anything in it is looked at', () => {
  expect(() => readBody(`[${Array(100_000).fill('0').join()}]`)).toThrow(
    expect.objectContaining({ kind: 'too-large' }),
  )
})

test('depth is no danger', () => {
  const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`
  expect(refusalOf(undefined, deep)).toMatchObject([{ pointer: '/0' }])
  expect(refusalOf(undefined, `{"station":${deep},"temperature":5}`)).toMatchObject([
    { pointer: '/0/station' },
  ])
})

test.each(['\n', '\r\n', '\n\n', '\r\n \t\r\n'])(
  'lines may be ended by %j, and the last need not be',
  (end) => {
    const line = JSON.stringify(minimal)
    expect(readLines(`${line}${end}${line}`)).toHaveLength(2)
    expect(readLines(`${end}${line}${end}${line}${end}`)).toHaveLength(2)
  },
)

test('a line that is not JSON is named by its number, counted as an editor counts', () => {
  const line = JSON.stringify(minimal)
  const body = `${line}\n\n\r\n{"station":\n${line}`
  expect(() => readLines(body)).toThrow(
    expect.objectContaining({ kind: 'malformed-body', message: expect.stringContaining('line 4 ') }),
  )
})

test('JSON lines without a line break no rule but the one that there is something', () => {
  for (const body of ['', '\n', '  \r\n']) {
    expect(() => readLines(body)).toThrow(expect.objectContaining({ kind: 'invalid-request' }))
  }
})

test.each(['', '{', 'NaN', '{"a":NaN}', "{'a':1}", '{"a":1,}', '\ufeff', '{"a":"\u0000"}'])(
  'a body that is not JSON is malformed: %j',
  (body) => {
    expect(() => readBody(body)).toThrow(expect.objectContaining({ kind: 'malformed-body' }))
  },
)

test.each(['', 'text/plain', 'text/json', 'application/xml', 'application/json5', 'multipart/form-data'])(
  'the media type %j is not one of ours',
  (mediaType) => {
    const request = anIncoming({ body: JSON.stringify(minimal), mediaType })
    expect(() => v1.read(request)).toThrow(expect.objectContaining({ kind: 'unsupported-media-type' }))
  },
)

function read(input: unknown, more: { mediaType?: string } = {}) {
  return readBody(JSON.stringify(input), more)
}

function readBody(body: string, more: { mediaType?: string } = {}) {
  return v1.read(anIncoming({ body, ...more })).observations
}

function readLines(body: string) {
  return readBody(body, { mediaType: 'application/x-ndjson' })
}

/** The violations named by the refusal. */
function refusalOf(input: unknown, body = JSON.stringify(input)) {
  try {
    readBody(body)
  } catch (error) {
    if (error instanceof RequestProblem) return error.errors
    throw error
  }
  throw new Error('was not refused')
}
