import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { requireOperator } from './operator-key.ts'

const KEY = 'a-key-of-an-operator'

test.each([
  undefined,
  '',
  'Bearer',
  `Bearer ${KEY}x`,
  `Bearer ${KEY.slice(1)}`,
  `Basic ${KEY}`,
  KEY,
  'Bearer undefined',
])('P8: without the key nobody is let in: %s', async (authorization) => {
  expect(await ask(KEY, authorization)).toBe(401)
})

test('who has the key is let in', async () => {
  expect(await ask(KEY, `Bearer ${KEY}`)).toBe(200)
  expect(await ask(KEY, `bearer  ${KEY} `)).toBe(200)
})

test('while no key is configured everybody is', async () => {
  expect(await ask(undefined, undefined)).toBe(200)
})

async function ask(key: string | undefined, authorization: string | undefined): Promise<number> {
  const app = new Hono().use(requireOperator(key)).get('/', (c) => c.text('in'))
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
  return (await app.request('/', { headers })).status
}
