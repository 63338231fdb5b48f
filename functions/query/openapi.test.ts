import { expect, test } from 'vitest'
import * as z from 'zod'
import { noLog } from '#lib/platform/log.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { createApp } from './app.ts'
import { createLive } from './live/live.ts'
import { createOpenApi } from './openapi.ts'
import { createMemoryPicture } from './testing/memory-picture.ts'

type Schema = Parameters<typeof z.fromJSONSchema>[0]
type Parameter = { name: string; in: string; required: boolean; schema: Schema }
type Operation = {
  parameters?: Parameter[]
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>
}

const document = JSON.parse(JSON.stringify(createOpenApi())) as {
  openapi: string
  info: object
  paths: Record<string, { get: Operation }>
}
const operations = Object.entries(document.paths).map(([path, { get }]) => [path, get] as const)

test('the document is one of OpenAPI 3.1 with title and version', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d$/)
  expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) })
})

test('every path of the app is described, and no other', () => {
  const { picture } = createMemoryPicture()
  const live = createLive({ picture, log: noLog, limit: 1 })
  const app = createApp({ picture, live, page: { html: '', assets: new Map() }, log: noLog })
  const served = app.routes.filter(({ method, path }) => method === 'GET' && path.startsWith('/v1/'))
  const templates = served.map(({ path }) => path.replaceAll(/:(\w+)/g, '{$1}'))
  expect(Object.keys(document.paths).sort()).toEqual(templates.sort())
})

test.each(operations)(
  '%s: each parameter in the path is described, and required',
  (path, { parameters = [] }) => {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const inPath = parameters.filter((parameter) => parameter.in === 'path')
    expect(inPath.map(({ name, required }) => [name, required])).toEqual(named.map((name) => [name, true]))
  },
)

test.each(operations)(
  '%s: each response is described and has a schema that can be read',
  (_, { responses }) => {
    for (const { description, content = {} } of Object.values(responses)) {
      expect(description).not.toBe('')
      for (const { schema } of Object.values(content)) expect(z.fromJSONSchema(schema)).toBeDefined()
    }
  },
)

test('the limit of a page is optional, from 1 to 1,000', () => {
  const limit = document.paths['/v1/stations']?.get.parameters?.find(({ name }) => name === 'limit')
  expect(limit).toMatchObject({
    in: 'query',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 1000 },
  })
})

test.each([
  ['a reading', sampleReading(), true],
  ['a reading with a measurement out of range', sampleReading({ humidity: 900 }), false],
  ['a reading without an id', { ...sampleReading(), id: undefined }, false],
  ['a reading with something unknown', { ...sampleReading(), more: 1 }, false],
])('the schema of a station is that of %s', (_, value, fits) => {
  const content =
    document.paths['/v1/stations/{station}']?.get.responses['200']?.content?.['application/json']
  expect(
    z.fromJSONSchema(content?.schema ?? false).safeParse(JSON.parse(JSON.stringify(value))).success,
  ).toBe(fits)
})
