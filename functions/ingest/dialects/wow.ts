import { Secret } from '#lib/platform/secret.ts'
import { jsonAnswer, refusalOf } from './answers.ts'
import type { Dialect } from './dialect.ts'
import { requiredTime } from './firmware-time.ts'
import { identifiedBy } from './request-key.ts'
import { stationOfId } from './station-name.ts'
import { undergroundObservation } from './underground.ts'
import { firmwareFields } from './weather-underground.ts'

/**
 * The Met Office's Weather Observations Website. Its `rainin` is rain since the observation before, but common senders
 * put the hour's there: so what fell is told by `dailyrainin`, and by `rainin` only where that is all there is.
 */
export const wow: Dialect = {
  name: 'wow',
  door: 'firmware',
  methods: ['GET', 'POST'],
  paths: ['/automaticreading', '/automaticreading/'],
  maxBody: 16 * 1024,

  read(request) {
    const fields = firmwareFields(request)
    const siteId = fields.required('siteid')
    const key = fields.required('siteAuthenticationKey')
    const statedAt = requiredTime(fields)
    fields.required('softwaretype')
    const station = stationOfId(fields, 'siteid', siteId)
    const identifies = identifiedBy(request.key)
    const { rainRate, ...observation } = undergroundObservation(fields, { station, statedAt, identifies })
    if (rainRate !== undefined && rainRate > 0) observation.condition ??= 'rainy'
    const isOnlyRain = observation.rainCounter === undefined && rainRate !== undefined
    return {
      observations: [isOnlyRain ? { ...observation, rain: rainRate } : observation],
      claim: { identity: new Secret(siteId), proof: { kind: 'key', key: new Secret(key) } },
    }
  },

  accepted: () => jsonAnswer(200, {}),

  refused(problem) {
    const { status, reason } = refusalOf(problem, 'siteid or siteAuthenticationKey is wrong')
    return jsonAnswer(status === 401 ? 403 : status, { error: reason })
  },
}
