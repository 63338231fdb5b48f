import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { problemDocument, RequestProblem } from './problem.ts'
import { type ProblemKindName, problemKinds } from './problem-kinds.ts'
import { addProblemPages } from './problem-pages.ts'

const kinds = Object.keys(problemKinds) as ProblemKindName[]
const page = readFileSync(join(import.meta.dirname, '../../docs/problems.md'), 'utf8')

test.each(kinds)('the type of %s leads to its explanation', async (kind) => {
  const app = new Hono()
  addProblemPages(app)
  const { type, title } = problemDocument(new RequestProblem(kind, 'because'))
  const response = await app.request(new URL(type, 'http://chaac.example/v1/readings').pathname)
  expect(response.status).toBe(200)
  expect(await response.text()).toContain(title)
})

test('docs/problems.md explains every kind in the same words, and no other', () => {
  const sections = page.split(/^## /m).slice(1)
  expect(sections.map((section) => section.split('\n')[0])).toEqual(kinds)
  for (const [index, kind] of kinds.entries()) {
    const { status, title, remedy } = problemKinds[kind]
    const words = sections[index]?.replaceAll(/\s+/g, ' ') ?? ''
    for (const part of [String(status), title, remedy]) expect(words).toContain(part)
  }
})
