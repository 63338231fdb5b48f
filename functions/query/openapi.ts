import type * as z from 'zod'
import { jsonResponse, jsonSchema, openApi, parameters, problemResponse } from '#lib/platform/openapi.ts'
import { liveEventSchema } from './live/event.ts'
import {
  conditionsSchema,
  formatOnlySchema,
  mapPageSchema,
  mapSchema,
  municipalitiesSchema,
  municipalityPathSchema,
  municipalitySchema,
  pageSchema,
  refusedPageSchema,
  refusedSchema,
  seriesQuerySchema,
  seriesSchema,
  stationPathSchema,
  stationSchema,
  stationsSchema,
  summarySchema,
} from './schemas.ts'

const unavailable = () =>
  problemResponse('The store cannot be read for now; Retry-After says when to ask again')
const station = () => parameters('path', stationPathSchema)
const municipality = () => parameters('path', municipalityPathSchema)

/** The OpenAPI document of this function, made of the schemas that validate. */
export function createOpenApi() {
  return openApi('Chaac query', {
    '/v1/stations': reads('Stations in the window, each with its newest reading', stationsSchema, pageSchema),
    '/v1/stations.geojson': { get: map() },
    '/v1/stations/{station}': reads(
      'The newest reading of a station',
      stationSchema,
      formatOnlySchema,
      station(),
    ),
    '/v1/stations/{station}/series': reads(
      'What a station measured',
      seriesSchema,
      seriesQuerySchema,
      station(),
    ),
    '/v1/municipalities': reads('Municipalities in the window, with means', municipalitiesSchema, pageSchema),
    '/v1/municipalities/{municipality}': reads(
      'A municipality over the window',
      municipalitySchema,
      formatOnlySchema,
      municipality(),
    ),
    '/v1/municipalities/{municipality}/series': reads(
      'What the stations of a municipality measured, together',
      seriesSchema,
      seriesQuerySchema,
      municipality(),
    ),
    '/v1/series': reads('What all stations measured, together', seriesSchema, seriesQuerySchema),
    '/v1/summary': reads('The pipeline in numbers', summarySchema, formatOnlySchema),
    '/v1/conditions': reads('Conditions in the window', conditionsSchema, formatOnlySchema),
    '/v1/refused': reads('Readings that were refused, the newest first', refusedSchema, refusedPageSchema),
    '/v1/live': { get: live() },
  })
}

const map = () => ({
  summary: 'Stations whose position is known, each with its newest reading if it has one, as GeoJSON',
  parameters: parameters('query', mapPageSchema),
  responses: {
    200: {
      description: 'A collection of features, RFC 7946',
      content: { 'application/geo+json': { schema: jsonSchema(mapSchema, 'output') } },
    },
    304: { description: 'It has not changed since the ETag of If-None-Match' },
    422: problemResponse('A parameter breaks a rule'),
    503: unavailable(),
  },
})

/** One event of the stream, as OpenAPI 3.2 sees it. */
const eventSchema = () => ({
  type: 'object',
  required: ['data'],
  properties: {
    data: {
      type: 'string',
      contentMediaType: 'application/json',
      contentSchema: jsonSchema(liveEventSchema, 'output'),
    },
    event: { type: 'string' },
    id: { type: 'string' },
    retry: { type: 'integer' },
  },
})

const live = () => ({
  summary: 'What happens now, as server-sent events; the data of each is JSON of the schema',
  responses: {
    200: {
      description: 'A stream that ends after four minutes at most, for the client to come again',
      content: { 'text/event-stream': { schema: eventSchema() } },
    },
    503: problemResponse('Too many are listening; Retry-After says when to ask again'),
  },
})

/** An operation that reads. */
function reads(summary: string, schema: z.ZodType, query: z.ZodObject, path: { in: string }[] = []) {
  const { description, content } = jsonResponse(summary, schema)
  return {
    get: {
      summary,
      parameters: [...path, ...parameters('query', query)],
      responses: {
        200: { description, content: { ...content, 'text/csv': { schema: { type: 'string' } } } },
        304: { description: 'It has not changed since the ETag of If-None-Match' },
        ...(path.length === 0 ? {} : { 404: problemResponse('There is none of this name in the window') }),
        406: problemResponse('Accept has neither application/json nor text/csv'),
        422: problemResponse('A parameter breaks a rule'),
        503: unavailable(),
      },
    },
  }
}
