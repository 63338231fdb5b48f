import { expect, test } from 'vitest'
import { dialects, dialectsOf } from './dialects.ts'
import { aJson, createDialectBench } from './testing/bench.ts'
import { ecowittPost, underground } from './testing/stations.ts'

const reading = aJson('/v1/readings', { station: 'a', temperature: 5 })

test('every dialect has a name of its own and comes through one of the two doors', () => {
  expect(new Set(dialects.map(({ name }) => name)).size).toBe(dialects.length)
  expect([...dialectsOf('firmware'), ...dialectsOf('api')].map(({ name }) => name).sort()).toEqual(
    dialects.map(({ name }) => name).sort(),
  )
})

test.each([
  ['firmware', [200, 200, 404]],
  ['api', [404, 404, 202]],
  ['all', [200, 200, 202]],
] as const)('behind the door %s the rest is not there', async (door, expected) => {
  const bench = createDialectBench(dialectsOf(door))
  const answers = [await bench.ask(underground()), await bench.ask(ecowittPost()), await bench.ask(reading)]
  expect(answers.map(({ status }) => status)).toEqual(expected)
})

test('behind the door of firmware nothing is described that is not there', async () => {
  const bench = createDialectBench(dialectsOf('firmware'))
  const document = await (await bench.app.request('/openapi.json')).json()
  expect(document).toMatchObject({ paths: {} })
})

test('all paths are told apart by one regular expression, which costs a request half of what a tree does', async () => {
  const { app } = createDialectBench(dialects)
  await app.request('/healthz/live')
  expect(app.router.name).toBe('SmartRouter + RegExpRouter')
})
