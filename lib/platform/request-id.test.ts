import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { answerProblem, RequestProblem } from './problem.ts'
import { requestFailureOf, requestIdOf } from './request-id.ts'

const app = new Hono()
app.get('/', (c) => c.text(requestIdOf(c) ?? 'none'))
app.get('/fails', (c) => c.json(requestFailureOf(c, new Error('no such luck'))))
app.notFound((c) => answerProblem(c, new RequestProblem('not-found', 'nothing here')))
const ask = (path: string, id?: string) =>
  app.request(path, { headers: id === undefined ? {} : { 'x-request-id': id } })

test('a problem is answered with the id that its request came with', async () => {
  expect((await ask('/nowhere', '4f7a-9')).headers.get('x-request-id')).toBe('4f7a-9')
  expect((await ask('/nowhere')).headers.has('x-request-id')).toBe(false)
})

test.for(['a b', '<b>', 'x'.repeat(129), 'é'])(
  'an id that is more than a name is not told again: %s',
  async (id) => {
    expect(await (await ask('/', id)).text()).toBe('none')
    expect((await ask('/nowhere', id)).headers.has('x-request-id')).toBe(false)
  },
)

test('what is logged of a failure has the id of its request', async () => {
  expect(await (await ask('/fails', '4f7a-9')).json()).toMatchObject({
    reason: 'no such luck',
    request_id: '4f7a-9',
  })
})
