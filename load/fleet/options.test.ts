import { expect, test } from 'vitest'
import { readFleetOptions } from './options.ts'

test('a run has ten thousand stations for five minutes unless told', () => {
  expect(readFleetOptions([])).toEqual({
    stations: 10_000,
    minutes: 5,
    everySeconds: undefined,
    outageSeconds: 0,
    seed: 1,
    write: false,
  })
})

test.for([
  [['--stations', '0'], 'from 1 to 2000000'],
  [['--minutes', 'two'], 'from 1 to 60'],
  [['--every', '10'], 'from 16 to 300'],
  [['--minutes', '1', '--outage', '40'], 'no time before and after'],
])('%j is refused with a reason', ([args, reason]) => {
  expect(() => readFleetOptions(args as string[])).toThrow(reason as string)
})
