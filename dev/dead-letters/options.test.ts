import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

test('a filter is read as it is written, also times before now', () => {
  const options = readOptions(['list', '--station', 'Tikal', '--from', '-1h', '--to=-5m'])
  expect(options).toMatchObject({ command: 'list', filter: { station: 'Tikal', from: '-1h', to: '-5m' } })
})

test('all can be replayed and deleted, when that is said', () => {
  expect(readOptions(['replay', '--all'])?.filter).toEqual({})
  expect(readOptions(['delete', '--all'])?.filter).toEqual({ to: '-0s' })
})

test('the function is that of npm start unless told otherwise', () => {
  expect(readOptions(['list'])?.url).toBe('http://127.0.0.1:8082')
  expect(readOptions(['list', '--url', 'http://dead.example/'])?.url).toBe('http://dead.example')
})

test.each([
  [['replay'], 'needs an id, a filter, or --all'],
  [['delete'], 'needs an id, a filter, or --all'],
  [['delete', 'e-1', '--all'], 'needs an id, a filter, or --all'],
  [['replay', 'e-1', '--station', 'x'], 'needs an id, a filter, or --all'],
  [['show'], 'needs an id'],
  [['list', 'e-1'], 'takes no id'],
  [['bury'], 'no command bury'],
  [['show', 'a', 'b'], 'one id is enough'],
  [['list', '--limit', 'x'], '--limit takes a number'],
  [['list', '--statoin', 'x'], 'statoin'],
])('%j is refused: %s', (args, why) => {
  expect(() => readOptions(args)).toThrow(why)
})

test.each([[[]], [['--help']]])('%j asks for help', (args) => {
  expect(readOptions(args)).toBeUndefined()
})
