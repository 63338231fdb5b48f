import type { Asked } from '../target.ts'

/** The data source of what the functions tell, by its uid and the plugin that serves it. */
export const metricsSource = { type: 'prometheus', uid: 'prometheus' } as const

/** What asks Prometheus. */
export type MetricTarget = {
  refId: string
  datasource: typeof metricsSource
  /** PromQL. */
  expr: string
  /** The name of a series, with its labels as `{{label}}`. */
  legendFormat: string
  /** Whether it asks for the time range, or for the moment. */
  range: boolean
  instant: boolean
}

/** A question to Prometheus. */
export type MetricQuery = Asked<MetricTarget>

/** The expression at each moment of the time range. */
export function overTime(expr: string, legendFormat: string): MetricQuery {
  return { datasource: metricsSource, expr, legendFormat, range: true, instant: false }
}

/** The expression at the end of the time range. */
export function atTheEnd(expr: string, legendFormat = ''): MetricQuery {
  return { datasource: metricsSource, expr, legendFormat, range: false, instant: true }
}
