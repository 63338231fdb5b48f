import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TransientError } from '#lib/platform/errors.ts'
import { noLog } from '#lib/platform/log.ts'
import { anyReading } from '#lib/testing/readings.ts'
import { createApp } from './app.ts'

/** The only answers that mean the same to both of Knative's sources. */
const ANSWERS = [204, 400, 503]

const valid = {
  'ce-specversion': '1.0',
  'ce-id': '1',
  'ce-source': '/chaac/kafka-writer',
  'ce-type': 'io.chaac.weather.readings.v1',
}

const anyHeaderValue = fc
  .string({ unit: fc.constantFrom(...'abc019 %/+-_=;:,."äÿ') })
  .map((text) => text.trim())
const anyHeaders = fc
  .tuple(
    fc.constantFrom({}, valid),
    fc.dictionary(fc.stringMatching(/^(ce-)?[a-z0-9_-]{1,12}$/), anyHeaderValue, { maxKeys: 5 }),
    fc.constantFrom(
      'application/json',
      'application/json; charset=utf-8',
      'application/cloudevents+json',
      'application/cloudevents-batch+json; charset=UTF-8',
      'text/plain',
      '',
    ),
  )
  .map(([event, others, type]) => ({ ...others, ...event, ...(type === '' ? {} : { 'content-type': type }) }))

const anyBody = fc.oneof(
  fc.string(),
  fc.json(),
  fc.uint8Array({ maxLength: 100 }),
  fc.array(fc.oneof(anyReading, fc.jsonValue())).map((readings) => JSON.stringify({ readings })),
)

const anyPath = fc.oneof(
  fc.constantFrom('/', '//', '/healthz/live', '/a/b/c', '/%', '/%E0%A4%A', '/..%2f', '/?x=1', '/*', '/:x'),
  fc.webPath(),
)

test('P3: every POST on every path is answered with 204, 400 or 503, whatever it carries', async () => {
  const store = {
    tick: async () => {},
    record: async () => {},
  }
  const app = createApp({ store, log: noLog })
  await fc.assert(
    fc.asyncProperty(anyPath, anyHeaders, anyBody, async (path, headers, body) => {
      const response = await app.request(`http://consumer${path}`, { method: 'POST', headers, body })
      expect(ANSWERS).toContain(response.status)
    }),
    { numRuns: 500 },
  )
})

test('P3: while the store is away nothing that could be stored is acknowledged or given up', async () => {
  const store = { tick: async () => {}, record: () => Promise.reject(new TransientError('valkey is away')) }
  const app = createApp({ store, log: noLog })
  const someReadings = fc.array(fc.oneof(anyReading, fc.jsonValue()), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(anyPath, someReadings, async (path, readings) => {
      const headers = { ...valid, 'content-type': 'application/json' }
      const body = JSON.stringify({ readings })
      const response = await app.request(`http://consumer${path}`, { method: 'POST', headers, body })
      expect(response.status).toBe(503)
    }),
  )
})
