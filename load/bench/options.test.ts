import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

test('names choose benchmarks, and nothing named is all of them', () => {
  expect(readOptions(['ingest', '--write'], ['ingest'])).toMatchObject({ names: ['ingest'], write: true })
  expect(readOptions([], ['ingest'])).toMatchObject({ names: [], write: false, rounds: undefined })
})

test.for([
  [['engest'], 'no benchmark engest; there is ingest'],
  [['--rounds', '4'], 'from 5'],
  [['--rounds', 'many'], 'from 5'],
])('%j is refused with a reason', ([args, reason]) => {
  expect(() => readOptions(args as string[], ['ingest'])).toThrow(reason as string)
})
