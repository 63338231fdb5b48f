import { refusalOf, textAnswer } from './answers.ts'
import { CONSOLE_PATHS, readConsole } from './console.ts'
import type { Dialect } from './dialect.ts'

/** Ambient Weather's custom server: Ecowitt's fields in a query, often without the question mark before it. */
export const ambient: Dialect = {
  name: 'ambient',
  door: 'firmware',
  methods: ['GET'],
  paths: CONSOLE_PATHS,
  maxBody: 16 * 1024,
  read: (request) => readConsole(request, 'ambient'),
  accepted: () => textAnswer(200, 'OK\n'),

  refused(problem) {
    const { status, reason } = refusalOf(problem, 'invalid passkey')
    return textAnswer(status, reason)
  },
}
