import { expect, test } from 'vitest'
import { messageOf, PermanentError, TransientError } from './errors.ts'

test('the two kinds of errors are told apart by class and by name', () => {
  expect(new PermanentError('no')).not.toBeInstanceOf(TransientError)
  expect(new TransientError('wait')).not.toBeInstanceOf(PermanentError)
  expect([new PermanentError('no').name, new TransientError('wait').name]).toEqual([
    'PermanentError',
    'TransientError',
  ])
})

test('an error keeps its cause', () => {
  const cause = new Error('deeper')
  expect(new TransientError('wait', { cause }).cause).toBe(cause)
})

test.each([
  [new Error('broken'), 'broken'],
  ['a text', 'a text'],
  [undefined, 'undefined'],
  [null, 'null'],
  [5, '5'],
  [new AggregateError([new Error('a'), 'b'], ''), 'a; b'],
  [new AggregateError([new Error('a')], 'all failed'), 'all failed'],
  [new AggregateError([new AggregateError([new Error('a'), new Error('b')])], ''), 'a; b'],
])('the message of %s is %j', (thrown, message) => {
  expect(messageOf(thrown)).toBe(message)
})
