import { expect, test } from 'vitest'
import { compactJson, rawMember } from './raw-json.ts'

test('a member comes out as it was written', () => {
  const json = '{ "id":"data", "a": {"data": 1}, "data":{"x": 1.0, "y":[1e2, "}"] } , "z":[{"data":3}] }'
  expect(rawMember(json, 'data')).toBe('{"x": 1.0, "y":[1e2, "}"] }')
  expect(rawMember(json, 'id')).toBe('"data"')
  expect(rawMember(json, 'missing')).toBeUndefined()
})

test('escaped quotes end nothing', () => {
  expect(rawMember(String.raw`{"data":"a\"},","b":1}`, 'data')).toBe(String.raw`"a\"},"`)
})

test('compacting leaves strings and numbers alone', () => {
  expect(compactJson('{ "a b" : [ 1.0 , " x " ] }')).toBe('{"a b":[1.0," x "]}')
})
