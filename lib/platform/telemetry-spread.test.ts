import { resourceFromAttributes } from '@opentelemetry/resources'
import { AggregationTemporality, type DataPoint, type Histogram } from '@opentelemetry/sdk-metrics'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SECONDS } from './telemetry-meters.ts'
import { allSpreads, count, spread, spreadBy } from './telemetry-spread.ts'
import { createSpreadProducer } from './telemetry-spread-producer.ts'
import { telemetry } from './telemetry-state.ts'

let made = 0

/** A spread of its own, and what a collector is told of it. */
function bench(temporality: AggregationTemporality) {
  made += 1
  const name = `spread-${made}`
  const place = spread(name, { unit: 's', description: 'of a test' })
  return { place, points: pointsOf(name, temporality) }
}

/** What a collector is told of a spread. */
function pointsOf(name: string, temporality: AggregationTemporality) {
  const own = allSpreads().filter((one) => one.name === name)
  const producer = createSpreadProducer(own, resourceFromAttributes({}), temporality)
  return async () => {
    const { resourceMetrics } = await producer.collect()
    const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics)
    return metrics.flatMap(({ dataPoints }) => dataPoints as DataPoint<Histogram>[])
  }
}

test('each value is counted in the first bucket whose bound it does not pass, as the SDK counts', async () => {
  const values = fc.array(fc.oneof(fc.constantFrom(...SECONDS), fc.double({ min: 0, max: 1e4, noNaN: true })))
  await fc.assert(
    fc.asyncProperty(values, async (seconds) => {
      const { place, points } = bench(AggregationTemporality.CUMULATIVE)
      const one = place({ route: '/' })
      for (const value of seconds) count(one, value)
      const [point] = await points()
      const wanted = [...SECONDS, Infinity].map(
        (bound, at) => seconds.filter((value) => value <= bound && value > (SECONDS[at - 1] ?? -1)).length,
      )
      expect(point?.value.buckets.counts ?? Array(SECONDS.length + 1).fill(0)).toEqual(wanted)
      expect(point?.value.count ?? 0).toBe(seconds.length)
    }),
  )
})

test('sums are since the beginning, or since the last time where the exporter wants that', async () => {
  for (const [temporality, second] of [
    [AggregationTemporality.CUMULATIVE, 3],
    [AggregationTemporality.DELTA, 1],
  ] as const) {
    const { place, points } = bench(temporality)
    const one = place({ route: '/a' })
    count(one, 0.002)
    count(one, 0.004)
    const [before] = await points()
    expect(before?.value).toMatchObject({ count: 2, sum: 0.006 })
    count(one, 1)
    const [after] = await points()
    expect(after?.value.count).toBe(second)
    expect(before?.value.count, 'what was handed over does not change').toBe(2)
  }
})

test('labels are told apart, and what never happened is not told', async () => {
  const { place, points } = bench(AggregationTemporality.CUMULATIVE)
  const [a] = [place({ route: '/a' }), place({ route: '/never' })]
  expect(await points()).toEqual([])
  if (a !== undefined) count(a, 1)
  expect((await points()).map(({ attributes }) => attributes)).toEqual([{ route: '/a' }])
})

test('by one label, readings have buckets of their own, and nothing is counted while nothing is measured', async () => {
  const size = spreadBy('sizes', { unit: '{reading}', description: 'of a test' }, 'way')
  const points = pointsOf('sizes', AggregationTemporality.CUMULATIVE)
  size(7, 'kafka')
  expect(await points()).toEqual([])
  telemetry.metering = true
  size(7, 'kafka')
  size(300, 'kafka')
  size(1, 'rabbitmq')
  telemetry.metering = false
  const told = await points()
  expect(told.map(({ attributes, value }) => [attributes.way, value.sum])).toEqual([
    ['kafka', 307],
    ['rabbitmq', 1],
  ])
  expect(told[0]?.value.buckets).toEqual({
    boundaries: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    counts: [0, 0, 0, 1, 0, 0, 0, 0, 0, 1],
  })
})
