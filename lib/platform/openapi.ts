import * as z from 'zod'
import { problemSchema } from './problem.ts'

/** A schema as OpenAPI 3.1 wants it, made of the zod schema that validates. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

/** A response with a JSON body. */
export function jsonResponse(description: string, schema: z.ZodType) {
  return { description, content: { 'application/json': { schema: jsonSchema(schema, 'output') } } }
}

/** A response that is a problem document. */
export function problemResponse(description: string) {
  return {
    description,
    content: { 'application/problem+json': { schema: jsonSchema(problemSchema, 'output') } },
  }
}

/** The parameters in an object schema, one for each of its properties. */
export function parameters(where: 'query' | 'path' | 'header', schema: z.ZodObject) {
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, object>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }))
}

/** The frame of a document. */
export function openApi(title: string, paths: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return {
    openapi: '3.1.0',
    info: { title, version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    ...more,
  }
}
