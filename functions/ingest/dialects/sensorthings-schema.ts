import * as z from 'zod'
import { measurementNames } from '#lib/domain/measurements.ts'
import { KEPT_LETTERS } from '#lib/domain/slug.ts'
import { jsonResponse, jsonSchema, problemResponse } from '#lib/platform/openapi.ts'
import type { Operation } from './dialect.ts'

const INSTANT = z.regexes.datetime({ offset: true }).source.slice(1, -1)
const NO_TIME = 'must be a time of ISO 8601 with its zone, or two with / between'

/** A TM_Object: an instant, or an interval of two with a solidus between. */
const timeSchema = z
  .string()
  .max(80)
  .regex(new RegExp(`^${INSTANT}(?:/${INSTANT})?$`), NO_TIME)

/** What can be observed. */
export const quantities = [...measurementNames, 'condition'] as const

const ID = `[${KEPT_LETTERS}][^'/:]{0,63}:(?:${quantities.join('|')})`

/** The id of a Datastream: a station's name, a colon and a quantity; in quotes or without. */
export const DATASTREAM = new RegExp(`^(?:'${ID}'|${ID})$`)

/** The members of an Observation, SensorThings 1.1, 8.2.7; of those without an influence anything may stand in. */
export const observationSchema = z.strictObject({
  result: z.union([z.number(), z.string()]).describe('Number, or for the quantity condition a word'),
  phenomenonTime: timeSchema.optional().describe('When it was observed; the time of receipt when left out'),
  resultTime: timeSchema.nullable().optional(),
  resultQuality: z.unknown().optional().describe('Not kept'),
  validTime: z.unknown().optional().describe('Not kept'),
  parameters: z.unknown().optional().describe('Not kept'),
  FeatureOfInterest: z.unknown().optional().describe('Not kept'),
})

const createdSchema = z.object({
  '@iot.id': z.string(),
  '@iot.selfLink': z.string(),
  phenomenonTime: z.string(),
  result: z.union([z.number(), z.string()]),
})

/** The OpenAPI operation. */
export function describeSensorThings(): Record<string, Operation> {
  const created = jsonResponse('Durable', createdSchema)
  const location = { description: 'The Observation', required: true, schema: { type: 'string' } }
  return {
    '/v1.1/Datastreams({datastream})/Observations': {
      summary: 'Create an Observation of a Datastream, OGC SensorThings 1.1',
      parameters: [
        {
          name: 'datastream',
          in: 'path',
          required: true,
          description: 'station:quantity, in single quotes or without',
          schema: { type: 'string', pattern: DATASTREAM.source },
          example: 'tikal:temperature',
        },
      ],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: jsonSchema(observationSchema, 'input') } },
      },
      responses: {
        201: { ...created, headers: { Location: location } },
        400: problemResponse('The body is not JSON'),
        404: problemResponse('The path is not that of a Datastream'),
        413: problemResponse('The body is too large'),
        415: problemResponse('The content type is not application/json'),
        422: problemResponse('The Datastream or a member breaks a rule'),
        503: problemResponse('No broker has confirmed: send the same again after Retry-After'),
      },
    },
  }
}
