import { refusalOf, textAnswer } from './answers.ts'
import type { Dialect } from './dialect.ts'
import { readUnderground } from './weather-underground.ts'

/** PWSWeather: the requests are those of Weather Underground, the answers are not. */
export const pwsWeather: Dialect = {
  name: 'pws-weather',
  door: 'firmware',
  methods: ['GET', 'POST'],
  paths: ['/pwsupdate/pwsupdate.php'],
  maxBody: 16 * 1024,
  read: readUnderground,
  accepted: () => textAnswer(200, 'Data Logged and posted in METAR mirror.\n'),

  refused(problem) {
    const { status, reason } = refusalOf(problem, 'invalid station ID or password')
    return textAnswer(status, `ERROR: ${reason}`)
  },
}
