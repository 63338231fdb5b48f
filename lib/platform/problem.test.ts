import { Hono } from 'hono'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { PermanentError } from './errors.ts'
import { answerProblem, invalidRequest, problemSchema, RequestProblem, violations } from './problem.ts'

test('field and rule are named', () => {
  expect(problemOf({ a: z.number().max(5) }, { a: 9 })).toEqual([
    { pointer: '/a', detail: expect.stringContaining('5') },
  ])
})

test('a pointer goes through arrays and objects', () => {
  const schema = { list: z.array(z.object({ b: z.number() })) }
  expect(problemOf(schema, { list: [{ b: 1 }, { b: 'x' }] })).toMatchObject([{ pointer: '/list/1/b' }])
})

test('the pointer to the whole is empty', () => {
  const { errors } = invalidRequest(errorOf(z.object({}), 5))
  expect(errors).toMatchObject([{ pointer: '' }])
})

test('a pointer begins where the checking began', () => {
  const { errors } = invalidRequest(errorOf(z.object({ a: z.number() }), {}), '/items/3')
  expect(errors).toMatchObject([{ pointer: '/items/3/a' }])
})

test('RFC 6901: ~ and / in the name of a field are escaped', () => {
  expect(problemOf({ 'a/b~c': z.number() }, { 'a/b~c': 'x' })).toMatchObject([{ pointer: '/a~1b~0c' }])
})

test('RFC 6901: ~ and / in the name of an unknown field are escaped', () => {
  expect(problemOf({}, { 'a/b~c': 1 })).toEqual([{ pointer: '/a~1b~0c', detail: 'is not a known field' }])
})

test('a long unknown name is cut, so that a problem stays small', () => {
  const [violation] = problemOf({}, { ['x'.repeat(10_000)]: 1 }) ?? []
  expect(violation?.pointer.length).toBeLessThan(100)
})

test('at most 20 violations are named, and the detail counts them all', () => {
  const found = Array.from({ length: 500 }, (_, index) => ({ pointer: `/${index}`, detail: 'is wrong' }))
  const problem = violations(found)
  expect(problem.errors).toHaveLength(20)
  expect(problem.message).toBe('500 rules are broken')
})

test('of a thousand unknown fields at most 20 are named', () => {
  const input = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`f${index}`, 1]))
  expect(problemOf({}, input)).toHaveLength(20)
})

test('one violation is one rule', () => {
  expect(violations([{ pointer: '', detail: 'is wrong' }]).message).toBe('1 rule is broken')
})

test('a problem of a request is permanent: sending the same again cannot help', () => {
  expect(new RequestProblem('malformed-body', 'no')).toBeInstanceOf(PermanentError)
})

test.each([
  ['malformed-body', 400],
  ['not-found', 404],
  ['too-large', 413],
  ['unsupported-media-type', 415],
  ['invalid-request', 422],
  ['unavailable', 503],
] as const)('%s is answered with %d and a document as RFC 9457 has it', async (kind, status) => {
  const response = await answer(new RequestProblem(kind, 'because'))
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const document = problemSchema.parse(await response.json())
  expect(document).toMatchObject({ type: `/problems/${kind}`, status, detail: 'because' })
})

test('without violations there is no empty list of them', async () => {
  expect(await (await answer(new RequestProblem('not-found', 'no'))).json()).not.toHaveProperty('errors')
})

test('a dialect adds members of its own', async () => {
  const response = await answer(new RequestProblem('not-found', 'no'), { success: false })
  expect(await response.json()).toMatchObject({ status: 404, success: false })
})

function answer(problem: RequestProblem, extra?: Record<string, unknown>): Promise<Response> {
  const app = new Hono()
  app.get('/', (c) => answerProblem(c, problem, extra))
  return Promise.resolve(app.request('/'))
}

function problemOf(shape: z.ZodRawShape, input: unknown) {
  return invalidRequest(errorOf(z.strictObject(shape), input)).errors
}

function errorOf(schema: z.ZodType, input: unknown): z.ZodError {
  const { error } = schema.safeParse(input)
  if (error === undefined) throw new Error('was not refused')
  return error
}
