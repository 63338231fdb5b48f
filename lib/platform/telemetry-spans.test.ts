import { context, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { carrierOfTrace, currentTrace, inBatch, traceOf } from './telemetry-spans.ts'
import { telemetry } from './telemetry-state.ts'

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  telemetry.tracing = true
})
afterAll(() => {
  telemetry.tracing = false
  context.disable()
  propagation.disable()
})

/** Runs something as a part of a trace. */
function traced<T>(run: () => T): T {
  const around = traceOf({ traceparent })
  if (around === undefined) throw new Error('no trace')
  return context.with(around, run)
}

test('what is part of no trace says so to the next function, always in the same words', () => {
  expect(carrierOfTrace().traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/)
  expect(carrierOfTrace()).toBe(carrierOfTrace())
})

test('what is part of a trace carries it on', () => {
  expect(traced(carrierOfTrace).traceparent).toBe(traceparent)
})

test('there is something to go on with only where there is a trace', () => {
  expect(currentTrace()).toBeUndefined()
  expect(traced(currentTrace)).toBeDefined()
})

test('a batch of which nothing is sampled is no part of the trace in which it happens to leave', async () => {
  const around = async () => trace.getSpanContext(context.active())?.traceId
  expect(await traced(() => inBatch([undefined], around))).toBeUndefined()
  expect(await inBatch([undefined], around)).toBeUndefined()
  expect(await inBatch([undefined, traced(currentTrace)], around)).toBe(traceparent.split('-')[1])
})
