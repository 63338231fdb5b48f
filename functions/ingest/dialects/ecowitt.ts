import { jsonAnswer, refusalOf } from './answers.ts'
import { CONSOLE_PATHS, readConsole } from './console.ts'
import type { Dialect } from './dialect.ts'

/**
 * Ecowitt's customized upload. `UTC_offset` is left out of the answer: some consoles set their zone by it, and with it
 * the hour at which their counters of the day begin; what theirs is, is not known here.
 */
export const ecowitt: Dialect = {
  name: 'ecowitt',
  door: 'firmware',
  methods: ['POST'],
  paths: CONSOLE_PATHS,
  maxBody: 16 * 1024,
  read: (request) => readConsole(request, 'ecowitt'),
  accepted: () => jsonAnswer(200, { errcode: '0', errmsg: 'ok' }),

  refused(problem) {
    const { status, reason } = refusalOf(problem, 'invalid passkey')
    const errcode = status === 401 || status === 403 ? '40001' : String(status)
    return jsonAnswer(status, { errcode, errmsg: reason })
  },
}
