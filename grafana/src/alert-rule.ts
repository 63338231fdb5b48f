import type { AnyTarget, Asked, Query } from './target.ts'

/** A step of a rule: a query, or an expression over the steps before it. */
export type AlertStep = {
  refId: string
  relativeTimeRange: { from: number; to: number }
  datasourceUid: string
  model: { refId: string; [option: string]: unknown }
}

/** What a rule says when its queries bring nothing, or fail. */
export type AlertState = 'OK' | 'Alerting'

/** A rule as Grafana's provisioning has it. */
export type AlertRule = {
  uid: string
  title: string
  condition: string
  data: AlertStep[]
  for: string
  noDataState: AlertState
  execErrState: AlertState
  labels: { severity: 'critical' | 'warning' }
  annotations: { summary: string; description: string }
}

/** What computes with the answers of queries. */
export const expressions = { type: '__expr__', uid: '__expr__' } as const

/** A query over the last seconds. */
export function ask(refId: string, query: Asked<AnyTarget>, seconds: number): AlertStep {
  return {
    refId,
    relativeTimeRange: { from: seconds, to: 0 },
    datasourceUid: query.datasource.uid,
    model: { refId, ...query },
  }
}

/**
 * A query whose columns become series: alerts take one number or a series with a time, never a table of numbers.
 * Without rows no column is left but the time, and Grafana calls that an error.
 */
export function asSeries(query: Query, field: string): Query {
  return { ...query, field, streaming: true, streamingDataType: 'TimeSeries' }
}

/** The last value of a series. */
export function last(refId: string, expression: string): AlertStep {
  return expressionStep(refId, { type: 'reduce', reducer: 'last', expression })
}

/** Whether a value is above or below a number. */
export function compare(refId: string, expression: string, type: 'gt' | 'lt', than: number): AlertStep {
  return expressionStep(refId, {
    type: 'threshold',
    expression,
    conditions: [{ evaluator: { type, params: [than] } }],
  })
}

/** A formula. Files of Grafana replace `$NAME` by the environment, so steps are written `$$A` in them. */
export function calculate(refId: string, expression: string): AlertStep {
  return expressionStep(refId, { type: 'math', expression })
}

function expressionStep(refId: string, model: Record<string, unknown>): AlertStep {
  return {
    refId,
    relativeTimeRange: { from: 0, to: 0 },
    datasourceUid: expressions.uid,
    model: { refId, datasource: expressions, ...model },
  }
}
