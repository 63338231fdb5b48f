import { expect, test } from 'vitest'
import { bundled } from './bundled.ts'

/** A module of CommonJS says of each that it is one, by this, when it is loaded. */
const code = `import { CloudEvent } from 'cloudevents'
  const define = Object.defineProperty
  let modules = 0
  Object.defineProperty = (target, key, given) => {
    if (key === '__esModule') modules += 1
    return define(target, key, given)
  }
  const make = () => new CloudEvent({ id: '1', source: '/a', type: 't', data: { a: 1 } })
  const one = make()
  const loaded = modules
  make()
  console.log(JSON.stringify({ one, isOne: one instanceof CloudEvent, loaded: loaded > 5, again: modules - loaded }))`

test('the SDK of CloudEvents is loaded with the first event, and once', async () => {
  const { printed } = await bundled(code)
  expect(JSON.parse(printed)).toMatchObject({
    one: { id: '1', source: '/a', type: 't', specversion: '1.0', data: { a: 1 } },
    isOne: true,
    loaded: true,
    again: 0,
  })
})
