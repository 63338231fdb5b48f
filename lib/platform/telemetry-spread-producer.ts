import { ValueType } from '@opentelemetry/api'
import { hrTime } from '@opentelemetry/core'
import type { Resource } from '@opentelemetry/resources'
import {
  AggregationTemporality,
  DataPointType,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics'
import { emptySpread, type Spreads } from './telemetry-spread.ts'
import { SCOPE } from './telemetry-state.ts'

/**
 * Hands what is kept in spreads to the SDK, as histograms: sums since the beginning, or since the last time where the
 * exporter wants that.
 */
export function createSpreadProducer(
  all: readonly Spreads[],
  resource: Resource,
  temporality: AggregationTemporality,
): MetricProducer {
  let startTime = hrTime()

  function dataOf({ name, description, unit, all: spreads }: Spreads): MetricData {
    const endTime = hrTime()
    const seen = spreads.filter(({ count }) => count > 0)
    return {
      descriptor: { name, description, unit, valueType: ValueType.DOUBLE },
      aggregationTemporality: temporality,
      dataPointType: DataPointType.HISTOGRAM,
      dataPoints: seen.map(({ attributes, bounds, counts, sum, count }) => {
        const buckets = { boundaries: [...bounds], counts: [...counts] }
        return { startTime, endTime, attributes, value: { buckets, sum, count } }
      }),
    }
  }

  return {
    async collect() {
      const metrics = all.map(dataOf).filter(({ dataPoints }) => dataPoints.length > 0)
      if (temporality === AggregationTemporality.DELTA) {
        startTime = hrTime()
        for (const { all: spreads } of all)
          for (const one of spreads) Object.assign(one, emptySpread(one.bounds))
      }
      const scopeMetrics = metrics.length === 0 ? [] : [{ scope: { name: SCOPE }, metrics }]
      return { resourceMetrics: { resource, scopeMetrics }, errors: [] }
    },
  }
}
