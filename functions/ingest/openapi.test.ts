import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { classic } from './dialects/classic.ts'
import { v1 } from './dialects/v1.ts'
import { dialects, dialectsOf } from './dialects.ts'
import { createOpenApi } from './openapi.ts'
import { anIncoming } from './testing/incoming.ts'

type Content = Record<string, { schema: Parameters<typeof z.fromJSONSchema>[0] }>
type Operation = {
  summary: string
  security: object[]
  parameters: { name: string; in: string; required: boolean; schema: object }[]
  requestBody: { required: boolean; content: Content }
  responses: Record<string, { description: string; content?: Content }>
}

const document = JSON.parse(JSON.stringify(createOpenApi(dialects))) as {
  openapi: string
  info: { title: string; version: string; license: { name: string } }
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: object }
}
const operations = Object.entries(document.paths).map(([path, { post }]) => [path, post] as const)

test('the document is one of OpenAPI 3.1 with title and version', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d$/)
  expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) })
})

test('every path that is taken is described, and no other', () => {
  const taken = dialectsOf('api').flatMap(({ paths }) => paths.map(inOpenApi))
  expect(operations.map(([path]) => path)).toEqual(taken)
})

test.each(operations)('%s: each response is described and has a schema that can be read', (_, operation) => {
  for (const [status, { description, content = {} }] of Object.entries(operation?.responses ?? {})) {
    expect(status).toMatch(/^[1-5]\d\d$/)
    expect(description).not.toBe('')
    for (const { schema } of Object.values(content)) expect(z.fromJSONSchema(schema)).toBeDefined()
  }
})

test.each(operations)(
  '%s: every refusal that there is, is described as a problem document',
  (_, operation) => {
    const refusals = Object.entries(operation?.responses ?? {}).filter(([status]) => Number(status) >= 400)
    expect(refusals.map(([status]) => status)).toEqual(
      expect.arrayContaining(['400', '401', '403', '413', '415', '422', '429', '503']),
    )
    for (const [, { content = {} }] of refusals)
      expect(Object.keys(content)).toEqual(['application/problem+json'])
  },
)

test.each(operations)('%s: the Idempotency-Key is described', (_, operation) => {
  expect(operation?.parameters).toContainEqual(
    expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: false }),
  )
})

test.each(operations)(
  '%s: both headers for a key are described, and none is needed where none is',
  (_, operation) => {
    expect(operation?.security).toEqual([{}, { bearer: [] }, { stationKey: [] }])
    expect(Object.keys(document.components.securitySchemes)).toEqual(['bearer', 'stationKey'])
  },
)

/** Hono's notation of a parameter with a pattern, in that of OpenAPI. */
function inOpenApi(path: string): string {
  return path.replace(':datastream{Datastreams\\x28.+\\x29}', 'Datastreams({datastream})')
}

const minimal = { station: 'xela', temperature: 5 }

test.each<[string, unknown]>([
  ['a minimal reading', minimal],
  ['all that can be said', { ...minimal, id: '1', observedAt: '2026-05-01T12:00:00Z', condition: 'sunny' }],
  ['a time zone', { ...minimal, observedAt: '2026-05-01T12:00:00.5-06:00' }],
  ['several', [minimal, minimal]],
  ['a condition alone', { station: 'xela', condition: 'foggy' }],
  ['a wrong type', { ...minimal, temperature: '5' }],
  ['out of range', { ...minimal, humidity: 900 }],
  ['an unknown field', { ...minimal, colour: 'red' }],
  ['no station', { temperature: 5 }],
  ['a station that is too long', { ...minimal, station: 'x'.repeat(65) }],
  ['an empty station', { ...minimal, station: '' }],
  ['a day that is none', { ...minimal, observedAt: '2026-02-30T12:00:00Z' }],
  ['no time zone', { ...minimal, observedAt: '2026-05-01T12:00:00' }],
  ['an empty array', []],
  ['a text', 'text'],
])('the schema and the function agree about %s', (_, input) => {
  expect(accepts('/v1/readings', input)).toBe(reads(v1, input))
})

test.each<Record<string, unknown>>([
  { municipality: 'mixco', temperature: 5, humidity: 60, weather: 'Sunny' },
  { municipality: 3, temperature: 5, humidity: 60, weather: 1 },
  { municipality: 5, temperature: 5, humidity: 60, weather: 1 },
  { municipality: 3, temperature: 5, humidity: 60, weather: 5 },
  { municipality: 3, temperature: 5, humidity: 900, weather: 1 },
  { municipality: 3, temperature: 5, humidity: 60 },
  { municipality: 3, temperature: 5, humidity: 60, weather: 1, more: 1 },
  { municipality: null, temperature: 5, humidity: 60, weather: 1 },
])('the schema and the function agree about %j', (input) => {
  expect(accepts('/weather', input)).toBe(reads(classic, input))
})

function accepts(path: string, input: unknown): boolean {
  const content = document.paths[path]?.post?.requestBody.content['application/json']
  if (content === undefined) throw new Error('no schema')
  return new Ajv2020({ strict: false, validateFormats: false }).validate(content.schema, input)
}

function reads(dialect: typeof v1, input: unknown): boolean {
  try {
    dialect.read(anIncoming({ body: JSON.stringify(input) }))
    return true
  } catch {
    return false
  }
}
