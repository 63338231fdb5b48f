import { ROOT_CONTEXT, SpanKind } from '@opentelemetry/api'
import { SamplingDecision } from '@opentelemetry/sdk-trace'
import { expect, test } from 'vitest'
import { createEntry } from './telemetry-sampling.ts'

const traceparent = (flags: string) => `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-${flags}`

test.each([
  ['parentbased_always_on', undefined, true],
  ['parentbased_always_off', undefined, false],
  ['parentbased_always_on', traceparent('00'), false],
  ['parentbased_always_off', traceparent('01'), true],
  ['parentbased_traceidratio', traceparent('03'), true],
  ['parentbased_always_on', traceparent('02'), false],
  ['always_on', traceparent('00'), true],
  ['parentbased_always_on', 'nonsense', true],
  ['parentbased_always_off', 'nonsense', false],
] as const)('%s takes a request with traceparent %s: %s', (name, header, taken) => {
  expect(createEntry({ name, ratio: 1 }).takes(header)).toBe(taken)
})

test('what was taken before there was a span is sampled, with the id that was asked about', () => {
  const { takes, ids, sampler } = createEntry({ name: 'parentbased_traceidratio', ratio: 0.3 })
  const decisions = Array.from({ length: 200 }, () => {
    const isTaken = takes(undefined)
    const { decision } = sampler.shouldSample(
      ROOT_CONTEXT,
      ids.generateTraceId(),
      '',
      SpanKind.SERVER,
      {},
      [],
    )
    return [isTaken, decision === SamplingDecision.RECORD_AND_SAMPLED]
  })
  for (const [isTaken, isSampled] of decisions) expect(isSampled).toBe(isTaken)
  const taken = decisions.filter(([isTaken]) => isTaken).length
  expect(taken).toBeGreaterThan(0)
  expect(taken).toBeLessThan(200)
})
