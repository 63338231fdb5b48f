import { readingSchema } from '#lib/domain/reading.ts'
import { jsonResponse, openApi, parameters, problemResponse } from '#lib/platform/openapi.ts'
import { pageSchema, stationPathSchema, stationsSchema, summarySchema } from './schemas.ts'

const unavailable = problemResponse('The store cannot be read for now; Retry-After says when to ask again')

/** The OpenAPI document of this function, made of the schemas that validate. */
export function createOpenApi() {
  return openApi('Chaac query', {
    '/v1/stations': {
      get: {
        summary: 'Stations in the window, each with its newest reading',
        parameters: parameters('query', pageSchema),
        responses: {
          200: jsonResponse('A page of stations', stationsSchema),
          422: problemResponse('A parameter breaks a rule'),
          503: unavailable,
        },
      },
    },
    '/v1/stations/{station}': {
      get: {
        summary: 'The newest reading of a station',
        parameters: parameters('path', stationPathSchema),
        responses: {
          200: jsonResponse('The newest reading', readingSchema),
          404: problemResponse('No reading of this station in the window'),
          422: problemResponse('Not the name of a station'),
          503: unavailable,
        },
      },
    },
    '/v1/summary': {
      get: {
        summary: 'The pipeline in numbers',
        responses: { 200: jsonResponse('The numbers', summarySchema), 503: unavailable },
      },
    },
  })
}
