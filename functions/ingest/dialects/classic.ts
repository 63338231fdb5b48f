import * as z from 'zod'
import { classicSchema, observationOf } from '#lib/domain/classic.ts'
import { jsonResponse, jsonSchema, problemResponse } from '#lib/platform/openapi.ts'
import { invalidRequest } from '#lib/platform/problem.ts'
import { confirmedBy, jsonAnswer, problemAnswer } from './answers.ts'
import { bearerClaim } from './bearer.ts'
import type { Dialect } from './dialect.ts'
import { readJson } from './json-body.ts'
import { identifiedBy } from './request-key.ts'

const PATHS = ['/weather', '/clima', '/tweet', '/weathertweet', '/api/weather']

const answerSchema = z.object({ message: z.string(), success: z.literal(true), id: z.string() })

/** What the original's clients and load generators send, on the paths that they use. */
export const classic: Dialect = {
  name: 'classic',
  door: 'api',
  methods: ['POST'],
  paths: PATHS,
  maxBody: 16 * 1024,

  read(request) {
    const parsed = classicSchema.safeParse(readJson(request))
    if (!parsed.success) throw invalidRequest(parsed.error)
    const identifies = identifiedBy(request.key)
    return {
      observations: [{ ...observationOf(parsed.data), identifies }],
      claim: bearerClaim(request),
    }
  },

  accepted(confirmed) {
    const id = confirmed[0]?.reading.id
    return jsonAnswer(200, { message: confirmedBy(confirmed), success: true, id })
  },

  refused: (problem) => problemAnswer(problem, { message: problem.message, success: false }),

  describe: () => Object.fromEntries(PATHS.map((path) => [path, operation()])),
}

function operation() {
  return {
    summary: "Take one message of the original's clients",
    requestBody: {
      required: true,
      content: { 'application/json': { schema: jsonSchema(classicSchema, 'input') } },
    },
    responses: {
      200: jsonResponse('Durable; the message names the brokers that have confirmed', answerSchema),
      400: problemResponse('The body is not JSON'),
      413: problemResponse('The body is too large'),
      415: problemResponse('The content type is not application/json'),
      422: problemResponse('A field breaks a rule'),
      503: problemResponse('No broker has confirmed: send the same again after Retry-After'),
    },
  }
}
