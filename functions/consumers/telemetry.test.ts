import { metrics } from '@opentelemetry/api'
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TransientError } from '#lib/platform/errors.ts'
import { telemetry } from '#lib/platform/telemetry-state.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import type { ReadingStore, Stored } from './store.ts'
import { countStored } from './telemetry.ts'
import { batch, binary, createBench, event } from './testing/bench.ts'

class Reader extends MetricReader {
  protected override async onForceFlush() {}
  protected override async onShutdown() {}
}

const reader = new Reader()

beforeAll(() => {
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))
  telemetry.metering = true
})
afterAll(() => {
  telemetry.metering = false
  metrics.disable()
})

/** What was counted so far: by labels, those that are counted. */
async function told(name: string): Promise<Record<string, unknown>> {
  const { resourceMetrics } = await reader.collect()
  const found = resourceMetrics.scopeMetrics
    .flatMap((scope) => scope.metrics)
    .find(({ descriptor }) => descriptor.name === name)
  return Object.fromEntries(
    (found?.dataPoints ?? []).map(({ attributes, value }) => [Object.values(attributes).join(' '), value]),
  )
}

const delivery = { broker: 'kafka', readings: [sampleReading()], refusals: [] }

const nothing = {
  stored: 1,
  duplicates: 0,
  late: 0,
  refused: { schema: 0, future: 0 },
  failed: { step: 0, persistence: 0, neighbours: 0 },
}

/** A store that says the same of every delivery, and of every tick. */
const saying = (changes: Partial<Stored>): ReadingStore => {
  const stored = { ...nothing, ...changes }
  return countStored({ record: async () => stored, tick: async () => stored.failed })
}

test('what newly fails a check of the store is counted, whether a delivery or the clock has found it', async () => {
  await saying({ failed: { step: 1, persistence: 0, neighbours: 0 } }).record(delivery)
  await saying({ failed: { step: 2, persistence: 0, neighbours: 5 } }).tick()
  expect(await told('chaac.readings.flagged')).toEqual({ step: 3, neighbours: 5 })
  expect(await told('chaac.readings.stored')).toEqual({ kafka: 1 })
})

test('readings that are refused are counted by why', async () => {
  await saying({ refused: { schema: 2, future: 0 } }).record(delivery)
  await saying({ refused: { schema: 1, future: 4 } }).record(delivery)
  expect(await told('chaac.readings.refused')).toEqual({ 'kafka schema': 3, 'kafka future': 4 })
})

test('an event that is refused as a whole is counted by why, each of a batch too', async () => {
  const { post } = createBench()
  const since = async () => {
    const now = await told('chaac.events.refused')
    return (reason: string) => Number(now[reason] ?? 0)
  }
  const before = await since()
  await post('{', binary)
  await post('{}', { ...binary, 'ce-type': 'io.chaac.other' })
  await post('{"readings":[]}', binary)
  await post(' '.repeat(4 * 1024 * 1024 + 1), binary)
  await post(JSON.stringify([{ ...event, data: {} }, { ...event, type: 'io.chaac.other' }, 5]), batch)
  const after = await since()
  const counted = ['malformed', 'type', 'content', 'too-large'].map((one) => after(one) - before(one))
  expect(counted).toEqual([2, 2, 2, 1])
})

test('what comes again, since something in its batch may pass, is not counted', async () => {
  const { post } = createBench(async () => {
    throw new TransientError('valkey: away')
  })
  const before = await told('chaac.events.refused')
  const good = { ...event, data: { readings: [sampleReading()] } }
  expect((await post(JSON.stringify([good, 5]), batch)).status).toBe(503)
  expect(await told('chaac.events.refused')).toEqual(before)
})
