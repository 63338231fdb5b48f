import * as z from 'zod'
import { jsonResponse, jsonSchema, problemResponse } from '#lib/platform/openapi.ts'
import { invalidRequest } from '#lib/platform/problem.ts'
import { jsonAnswer, problemAnswer } from './answers.ts'
import { bearerClaim } from './bearer.ts'
import type { Dialect, Incoming } from './dialect.ts'
import { expectMediaType, readJson, readJsonLines } from './json-body.ts'
import { identifiedBy } from './request-key.ts'
import { acceptedSchema, expectFew, MAX_SUBMISSIONS, observationIn, submissionSchema } from './submission.ts'

const PATH = '/v1/readings'
const JSON_LINES = 'application/x-ndjson'

const submissionsSchema = z.array(submissionSchema).min(1)

/** Our own dialect: one reading, an array of them, or JSON lines. */
export const v1: Dialect = {
  name: 'v1',
  door: 'api',
  methods: ['POST'],
  paths: [PATH],
  maxBody: 1024 * 1024,

  read(request) {
    const inputs = submissions(request)
    expectFew(inputs)
    const parsed = submissionsSchema.safeParse(inputs)
    if (!parsed.success) throw invalidRequest(parsed.error)
    const observations = parsed.data.map((one, index) => observationIn(one, identifiedBy(request.key, index)))
    return { observations, claim: bearerClaim(request) }
  },

  accepted(confirmed) {
    const readings = confirmed.map(({ reading: { id, station }, confirmedBy }) => ({
      id,
      station,
      confirmedBy,
    }))
    return jsonAnswer(202, { accepted: readings.length, readings })
  },

  refused: (problem) => problemAnswer(problem),

  describe: () => ({ [PATH]: operation() }),
}

function operation() {
  return {
    summary: 'Take one reading, an array of up to 1,000, or JSON lines; all of them or none',
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            oneOf: [
              jsonSchema(submissionSchema, 'input'),
              jsonSchema(submissionsSchema.max(MAX_SUBMISSIONS), 'input'),
            ],
          },
        },
        [JSON_LINES]: { schema: jsonSchema(submissionSchema, 'input') },
      },
    },
    responses: {
      202: jsonResponse('Durable: each reading with the brokers that have confirmed it', acceptedSchema),
      400: problemResponse('The body is not JSON'),
      413: problemResponse('The body or the array is too large'),
      415: problemResponse('The content type is not one of ours'),
      422: problemResponse('A reading breaks a rule; none was taken'),
      503: problemResponse('No broker has confirmed: send the same again after Retry-After'),
    },
  }
}

function submissions(request: Incoming): unknown[] {
  expectMediaType(request.mediaType, ['application/json', JSON_LINES])
  if (request.mediaType === JSON_LINES) return readJsonLines(request, MAX_SUBMISSIONS)
  const value = readJson(request)
  return Array.isArray(value) ? value : [value]
}
