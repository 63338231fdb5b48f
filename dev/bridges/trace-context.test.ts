import { expect, test } from 'vitest'
import { parseTrace, traceHeaders } from './trace-context.ts'

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

test('the trace goes on with the same id and flags and another parent', () => {
  const trace = parseTrace(traceparent, 'vendor=1')
  expect(traceHeaders(trace, () => '1111111111111111')).toEqual({
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-1111111111111111-01',
    tracestate: 'vendor=1',
  })
})

test('every attempt has a parent of its own', () => {
  const trace = parseTrace(traceparent, undefined)
  expect(traceHeaders(trace)).not.toEqual(traceHeaders(trace))
})

test('without a trace there are no headers', () => {
  expect(traceHeaders(parseTrace(undefined, 'vendor=1'))).toEqual({})
})

test.each([
  '00-00000000000000000000000000000000-b7ad6b7169203331-01',
  '00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01',
  'ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  `${traceparent}-more`,
  'nonsense',
])('%s is no trace', (text) => {
  expect(parseTrace(text, undefined)).toBeUndefined()
})
