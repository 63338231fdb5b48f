import * as z from 'zod'
import { OBSERVATION_EVENT_TYPE } from '#lib/domain/event.ts'
import { sayingNothing, sayingSomething, saysSomething } from '#lib/domain/reading.ts'
import { MAX_BATCH } from '#lib/platform/cloud-event.ts'
import { jsonSchema, problemResponse } from '#lib/platform/openapi.ts'
import type { Operation } from './dialect.ts'
import { MAX_SUBMISSIONS, submissionSchema, submissionShape } from './submission.ts'

/** The media types of data that are JSON. */
export const JSON_TYPE = /^application\/(?:[a-z0-9.-]+\+)?json(?:;.*)?$/

const ofSubject = z
  .strictObject({ ...submissionShape, station: submissionShape.station.optional() })
  .refine(saysSomething, { message: sayingNothing })
  .meta(sayingSomething)

const oneOrSome = <T extends z.ZodType>(one: T) => z.union([one, z.array(one).min(1).max(MAX_SUBMISSIONS)])

const eventShape = {
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1).meta({ format: 'uri-reference' }),
  type: z.literal(OBSERVATION_EVENT_TYPE),
  time: z.iso
    .datetime({ offset: true })
    .nullish()
    .describe('When it was observed, where data does not say so'),
  datacontenttype: z.string().regex(JSON_TYPE).nullish(),
}

/** Extensions are lower case letters and digits, their values simple. */
const extension = z.union([z.string(), z.boolean(), z.int32(), z.null()])
const names = { propertyNames: { type: 'string', pattern: '^[a-z0-9]{1,20}$' } }

const stationSubject = submissionShape.station.describe('The station, where data does not name it')

/** CloudEvents 1.0, the station named by its subject or in its data. */
const eventSchema = z.union([
  z
    .object({ ...eventShape, subject: stationSubject, data: oneOrSome(ofSubject) })
    .catchall(extension)
    .meta(names),
  z
    .object({ ...eventShape, subject: z.string().min(1).nullish(), data: oneOrSome(submissionSchema) })
    .catchall(extension)
    .meta(names),
])

/** The OpenAPI operation; what OpenAPI has no words for is that binary mode has its attributes in headers. */
export function describeCloudEvents(): Record<string, Operation> {
  const by = { description: 'The brokers that have confirmed', required: true, schema: { type: 'string' } }
  return {
    '/events': {
      summary: 'Take observations as CloudEvents; all of them or none',
      description:
        'In binary mode `specversion`, `id`, `source`, `type`, `subject` and `time` are headers that begin with `ce-`, and the body is `data`.',
      requestBody: {
        required: true,
        content: {
          'application/cloudevents+json': { schema: jsonSchema(eventSchema, 'input') },
          'application/cloudevents-batch+json': {
            schema: jsonSchema(z.array(eventSchema).min(1).max(MAX_BATCH), 'input'),
          },
        },
      },
      responses: {
        202: { description: 'Durable', headers: { 'Chaac-Confirmed-By': by } },
        400: problemResponse('The body is not JSON, or not a CloudEvent'),
        413: problemResponse('The body is too large, or has more than 1,000 readings'),
        415: problemResponse('The content type is not that of CloudEvents'),
        422: problemResponse('An attribute or a reading breaks a rule; none was taken'),
        503: problemResponse('No broker has confirmed: send the same again after Retry-After'),
      },
    },
  }
}
