import type * as z from 'zod'
import { jsonResponse, openApi, parameters, problemResponse } from '#lib/platform/openapi.ts'
import {
  deletedSchema,
  filterSchema,
  letterPathSchema,
  letterSchema,
  lettersSchema,
  listSchema,
  replayPathSchema,
  replayQuerySchema,
  replaySchema,
  replaysSchema,
  sentSchema,
} from './schemas.ts'

const letter = () => parameters('path', letterPathSchema)
const replay = () => parameters('path', replayPathSchema)
const noLetter = () => problemResponse('No such letter is kept')
const noReplay = () => problemResponse('No such replay is remembered')
const always = () => ({
  401: problemResponse('The key of an operator is missing, or is another one'),
  422: problemResponse('A parameter breaks a rule, or is not known'),
  503: problemResponse('The store or the writers are away; Retry-After says when to ask again'),
})

/** The OpenAPI document of this function, made of the schemas that validate. */
export function createOpenApi() {
  const paths = {
    '/v1/dead-letters': {
      get: operation('Dead letters', query(listSchema), { 200: ok(lettersSchema) }),
      delete: operation('Throws letters away; a filter is required', query(filterSchema), {
        200: ok(deletedSchema),
      }),
    },
    '/v1/dead-letters/{id}': {
      get: operation('A dead letter with its event', letter(), { 200: ok(letterSchema), 404: noLetter() }),
      delete: operation('Throws a letter away', letter(), {
        204: { description: 'It is gone' },
        404: noLetter(),
      }),
    },
    '/v1/dead-letters/{id}/replay': {
      post: operation('Sends the readings of a letter through a writer, and ends the letter', letter(), {
        200: ok(sentSchema),
        404: noLetter(),
        409: problemResponse('No reading can be made of it; detail says why'),
      }),
    },
    '/v1/dead-letters/replay': {
      get: operation('Replays in the background', [], { 200: ok(replaysSchema) }),
      post: operation('Begins to replay, in the background, what is kept now', query(replayQuerySchema), {
        202: jsonResponse('It has begun; Location says where it is followed', replaySchema),
      }),
    },
    '/v1/dead-letters/replay/{replay}': {
      get: operation('How far a replay is', replay(), { 200: ok(replaySchema), 404: noReplay() }),
      delete: operation('Cancels a replay', replay(), {
        204: { description: 'It stops after the letter under way' },
        404: noReplay(),
      }),
    },
  }
  const components = { securitySchemes: { operator: { type: 'http', scheme: 'bearer' } } }
  return openApi('Chaac dead letters', paths, { components })
}

function query(schema: z.ZodObject) {
  return parameters('query', schema)
}

function ok(schema: z.ZodType) {
  return jsonResponse('As asked', schema)
}

function operation(summary: string, given: readonly object[], responses: Record<number, object>) {
  return {
    summary,
    security: [{ operator: [] }, {}],
    parameters: given,
    responses: { ...responses, ...always() },
  }
}
