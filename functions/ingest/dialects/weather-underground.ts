import { Secret } from '#lib/platform/secret.ts'
import { jsonAnswer, refusalOf, textAnswer } from './answers.ts'
import type { Answer, Dialect, Incoming, Submission } from './dialect.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { requiredTime } from './firmware-time.ts'
import { identifiedBy } from './request-key.ts'
import { stationOfId } from './station-name.ts'
import { undergroundObservation } from './underground.ts'

/** The form and the query of a request, the form first. */
export function firmwareFields({ query, body }: Pick<Incoming, 'query' | 'body'>): Fields {
  return fieldsOf(`${body}&${query}`)
}

/**
 * A request of Weather Underground's upload protocol: `ID`, `PASSWORD`, `action` and `dateutc` are required.
 * @throws RequestProblem naming each that is missing or broken
 */
export function readUnderground(request: Incoming): Submission {
  const fields = firmwareFields(request)
  const id = fields.required('ID')
  const key = fields.required('PASSWORD')
  const statedAt = requiredTime(fields)
  // Some firmware leaves garbage behind its last field.
  const action = fields.required('action')
  if (action !== '' && !action.startsWith('updateraw')) fields.refuse('action', 'must be updateraw')
  const station = stationOfId(fields, 'ID', id)
  const identifies = identifiedBy(request.key)
  return {
    observations: [undergroundObservation(fields, { station, statedAt, identifies })],
    claim: { identity: new Secret(id), proof: { kind: 'key', key: new Secret(key) } },
  }
}

/** A bridge of AcuRite: no password, one sensor a request, and of a sensor what it has measured just now. */
function readBridge(request: Incoming, fields: Fields): Submission {
  const id = fields.required('id')
  const sensor = fields.required('sensor')
  const statedAt = requiredTime(fields)
  const station = stationOfId(fields, 'id', `${id}-${sensor}`)
  const identifies = identifiedBy(request.key)
  return {
    observations: [undergroundObservation(fields, { station, statedAt, identifies })],
    claim: { identity: new Secret(id), proof: undefined },
  }
}

/** What Weather Underground answers to a wrong ID or PASSWORD. */
const WRONG_KEY = 'INVALIDPASSWORDID|Password or key and/or id are incorrect'

/** Personal weather stations as Weather Underground's own server takes them, RapidFire too. */
export const weatherUnderground: Dialect = {
  name: 'weather-underground',
  door: 'firmware',
  methods: ['GET', 'POST'],
  paths: [
    '/weatherstation/updateweatherstation.php',
    '/weatherstation/updateweatherstation.asp',
    '/weatherstation/updateweatherstation',
    '/report',
    '/report/',
  ],
  maxBody: 16 * 1024,

  speaks: (request) => firmwareFields(request).text('passkey', 'mac') === undefined,

  read(request) {
    const fields = firmwareFields(request)
    return isBridge(fields) ? readBridge(request, fields) : readUnderground(request)
  },

  accepted(_, request): Answer {
    if (isBridge(firmwareFields(request))) return jsonAnswer(200, { success: 1, checkversion: '126' })
    return textAnswer(200, 'success\n')
  },

  refused(problem) {
    const { status, reason } = refusalOf(problem, WRONG_KEY)
    return textAnswer(status, reason)
  },
}

function isBridge(fields: Fields): boolean {
  return fields.text('mt') !== undefined && fields.text('password') === undefined
}
