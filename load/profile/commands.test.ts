import { expect, test } from 'vitest'
import { readCommands } from './commands.ts'

test('commands are told apart from the functions that call them', () => {
  const info = [
    '# Commandstats',
    'cmdstat_fcall:calls=2,usec=900,usec_per_call=450.00,rejected_calls=0,failed_calls=0',
    'cmdstat_zadd:calls=10,usec=40,usec_per_call=4.00,rejected_calls=0,failed_calls=0',
    'cmdstat_config|resetstat:calls=1,usec=9,usec_per_call=9.00,rejected_calls=0,failed_calls=0',
  ].join('\r\n')
  expect(readCommands(info)).toEqual({
    functions: { calls: 2, us: 900 },
    commands: { zadd: { calls: 10, us: 40 } },
  })
})
