import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { READINGS_EVENT_TYPE } from '#lib/domain/event.ts'
import { askKubectl, tellKubectl } from '../../knative/deploy/kubectl.ts'
import { openPipeline, type Pipeline } from './pipeline.ts'
import { forwardPort } from './port-forward.ts'

/** Puts into the topic of the readings what no writer would. */
const entrance = 'weather-readings-tests'
let pipeline: Pipeline

beforeAll(async () => {
  const { apiVersion, kind, spec } = JSON.parse(
    askKubectl('get', 'kafkasink', 'weather-readings-dead', '-n', 'weather', '-o', 'json'),
  )
  const metadata = { name: entrance, namespace: 'weather' }
  const sink = { apiVersion, kind, metadata, spec: { ...spec, topic: 'weather-readings' } }
  tellKubectl(JSON.stringify(sink), 'apply', '-f', '-')
  askKubectl('wait', '--for=condition=Ready', '--timeout=60s', '-n', 'weather', `kafkasink/${entrance}`)
  pipeline = await openPipeline()
})
afterAll(async () => {
  await pipeline?.[Symbol.asyncDispose]()
  askKubectl('delete', 'kafkasink', entrance, '-n', 'weather')
})

test('what kafka-consumer refuses goes by the KafkaSink and the second source to dead-letters', async () => {
  await using sink = await forwardPort('knative-eventing', 'kafka-sink-ingress', 80)
  const letters = async () => {
    const { deadLetters } = (await (await pipeline.ask('/v1/summary')).json()) as { deadLetters: number }
    return deadLetters
  }
  const before = await letters()
  const { status } = await fetch(`${sink.url}/weather/${entrance}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'ce-specversion': '1.0',
      'ce-id': randomUUID(),
      'ce-source': '/tests',
      'ce-type': READINGS_EVENT_TYPE,
    },
    body: '{"readings":"none"}',
  })
  expect(status).toBe(202)
  await expect.poll(letters, { timeout: 120_000, interval: 1_000 }).toBe(before + 1)
})
