import * as z from 'zod'
import { weatherSchema } from '#lib/domain/classic.ts'
import { nameSchema } from '#lib/domain/slug.ts'
import { jsonResponse, jsonSchema, problemResponse } from '#lib/platform/openapi.ts'
import { invalidRequest } from '#lib/platform/problem.ts'
import { confirmedBy, jsonAnswer, problemAnswer } from './answers.ts'
import { bearerClaim } from './bearer.ts'
import type { Dialect } from './dialect.ts'
import { readJson } from './json-body.ts'
import { identifiedBy } from './request-key.ts'
import { expectFew, MAX_SUBMISSIONS } from './submission.ts'

const PATH = '/input'

const inputSchema = z.strictObject({
  description: z.string().max(1000).describe('Free text; not kept'),
  country: nameSchema.describe('Name or code: each country is a station'),
  weather: weatherSchema,
})

const inputsSchema = z.array(inputSchema).min(1)

const answerSchema = z.object({
  message: z.string(),
  success: z.literal(true),
  ids: z.array(z.string()),
})

/** What the original's edition of the first semester of 2025 sends: a tweet about the weather, or an array of them. */
export const classicInput: Dialect = {
  name: 'classic-input',
  door: 'api',
  methods: ['POST'],
  paths: [PATH],
  maxBody: 256 * 1024,

  read(request) {
    const value = readJson(request)
    const inputs = Array.isArray(value) ? value : [value]
    expectFew(inputs)
    const parsed = Array.isArray(value) ? inputsSchema.safeParse(inputs) : inputSchema.safeParse(value)
    if (!parsed.success) throw invalidRequest(parsed.error)
    const tweets = Array.isArray(parsed.data) ? parsed.data : [parsed.data]
    const observations = tweets.map(({ country, weather }, index) => {
      const identifies = identifiedBy(request.key, index)
      return { station: country, municipality: country, condition: weather, identifies }
    })
    return { observations, claim: bearerClaim(request) }
  },

  accepted(confirmed) {
    const ids = confirmed.map(({ reading }) => reading.id)
    return jsonAnswer(200, { message: confirmedBy(confirmed), success: true, ids })
  },

  refused: (problem) => problemAnswer(problem, { message: problem.message, success: false }),

  describe: () => ({
    [PATH]: {
      summary:
        'Take one tweet of the original’s edition of 2025, or an array of up to 1,000; all of them or none',
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              oneOf: [
                jsonSchema(inputSchema, 'input'),
                jsonSchema(inputsSchema.max(MAX_SUBMISSIONS), 'input'),
              ],
            },
          },
        },
      },
      responses: {
        200: jsonResponse('Durable; the message names the brokers that have confirmed', answerSchema),
        400: problemResponse('The body is not JSON'),
        413: problemResponse('The body or the array is too large'),
        415: problemResponse('The content type is not application/json'),
        422: problemResponse('A field breaks a rule; nothing was taken'),
        503: problemResponse('No broker has confirmed: send the same again after Retry-After'),
      },
    },
  }),
}
