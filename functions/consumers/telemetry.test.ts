import { metrics } from '@opentelemetry/api'
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { telemetry } from '#lib/platform/telemetry-state.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import type { ReadingStore } from './store.ts'
import { countStored } from './telemetry.ts'

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

/** A store that says the same of every delivery, and of every tick. */
const saying = (failed: Awaited<ReturnType<ReadingStore['tick']>>): ReadingStore =>
  countStored({
    record: async () => ({ stored: 1, duplicates: 0, late: 0, refused: 0, failed }),
    tick: async () => failed,
  })

test('what newly fails a check of the store is counted, whether a delivery or the clock has found it', async () => {
  await saying({ step: 1, persistence: 0, neighbours: 0 }).record(delivery)
  await saying({ step: 2, persistence: 0, neighbours: 5 }).tick()
  expect(await told('chaac.readings.flagged')).toEqual({ step: 3, neighbours: 5 })
  expect(await told('chaac.readings.stored')).toEqual({ kafka: 1 })
})
