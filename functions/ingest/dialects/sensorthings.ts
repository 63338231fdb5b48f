import { conditionSchema } from '#lib/domain/condition.ts'
import { type Measurement, measurements } from '#lib/domain/measurements.ts'
import { nameSchema } from '#lib/domain/slug.ts'
import { invalidRequest, violations } from '#lib/platform/problem.ts'
import { jsonAnswer, problemAnswer } from './answers.ts'
import { bearerClaim } from './bearer.ts'
import { decoded } from './decoded.ts'
import type { Dialect } from './dialect.ts'
import { readJson } from './json-body.ts'
import { identifiedBy } from './request-key.ts'
import { DATASTREAM, describeSensorThings, observationSchema, quantities } from './sensorthings-schema.ts'

/**
 * OGC SensorThings 1.1, part 1, 10.2: creating an Observation of a Datastream. A Datastream is what one station measures
 * of one quantity, in the units of a reading: its id is `station:quantity`, in quotes or without.
 */
export const sensorThings: Dialect = {
  name: 'sensorthings',
  door: 'api',
  methods: ['POST'],
  // \x28 and \x29 are parentheses. With any other the router takes no path by one regular expression, and all are slower.
  paths: ['/v1.1/:datastream{Datastreams\\x28.+\\x29}/Observations'],
  maxBody: 64 * 1024,

  read(request) {
    const { station, quantity } = datastreamOf(request.path)
    const input = readJson(request)
    const parsed = observationSchema.safeParse(input)
    if (!parsed.success) throw invalidRequest(parsed.error)
    const { result, phenomenonTime, resultTime } = parsed.data
    const rule = quantity === 'condition' ? conditionSchema : measurements[quantity]
    const checked = rule.safeParse(result)
    if (!checked.success) throw invalidRequest(checked.error, '/result')
    // Of an interval its end: the time at which all of it had been measured.
    const time = phenomenonTime?.split('/').at(-1) ?? resultTime
    const observation = {
      station,
      statedAt: time === undefined || time === null ? undefined : Date.parse(time),
      identifies: identifiedBy(request.key),
      [quantity]: checked.data,
    }
    return { observations: [observation], claim: bearerClaim(request) }
  },

  accepted(confirmed, request) {
    const reading = confirmed[0]?.reading
    const location = `/v1.1/Observations('${reading?.id}')`
    const { quantity } = datastreamOf(request.path)
    const created = {
      '@iot.id': reading?.id,
      '@iot.selfLink': location,
      phenomenonTime: reading?.observedAt,
      result: reading?.[quantity],
    }
    return jsonAnswer(201, created, { location })
  },

  refused: (problem) => problemAnswer(problem),

  describe: describeSensorThings,
}

/** @throws RequestProblem */
function datastreamOf(path: string): { station: string; quantity: Measurement | 'condition' } {
  const [, id = ''] = /Datastreams\((.+)\)\/Observations$/.exec(path) ?? []
  const plain = decoded(id)
  const [name = '', word] = DATASTREAM.test(plain) ? plain.replaceAll("'", '').split(':') : []
  const station = nameSchema.safeParse(name)
  const quantity = quantities.find((each) => each === word)
  if (station.success && quantity !== undefined) return { station: station.data, quantity }
  const detail = `the Datastream must be station:quantity, the quantity one of ${quantities.join(', ')}`
  throw violations([{ pointer: '', detail }])
}
