import { at, type Section } from '../layout.ts'
import { lines } from '../looks.ts'
import { grown, perSecond, quantile } from '../metrics/promql.ts'
import { type MetricTarget, overTime } from '../metrics/target.ts'
import type { PanelBody } from '../panel.ts'
import { timeSeries } from '../visuals.ts'

const HTTP = 'http_server_request_duration_seconds'
const RPC = 'rpc_server_call_duration_seconds'

/** What share of all it is: none where nothing fails. */
const share = (failed: string, all: string) =>
  `(${grown(failed, '5m', 'job')} or 0 * ${grown(all, '5m', 'job')}) / ${grown(all, '5m', 'job')}`

/** The share of answers by which a function says that it failed. Writers answer calls, all others requests. */
export const errorShares = {
  http: share(`${HTTP}_count{error_type!=""}`, `${HTTP}_count`),
  rpc: share(`${RPC}_count{rpc_status_code!="OK"}`, `${RPC}_count`),
}

/** Rate, errors and duration, by function. */
export const requests: Section<MetricTarget> = {
  title: 'Requests by function',
  panels: [
    [
      at(0, 0, 8, 8),
      timeSeries({
        title: 'Requests a second',
        description: 'HTTP requests and, of writers, calls. Metrics are sent once a minute.',
        query: overTime(perSecond(`${HTTP}_count`, 'job'), '{{job}}'),
        more: [overTime(perSecond(`${RPC}_count`, 'job'), '{{job}}')],
        defaults: { ...lines, unit: 'reqps', min: 0 },
      }),
    ],
    [
      at(8, 0, 8, 8),
      timeSeries({
        title: 'Errors',
        description: 'The share of requests answered by 500 or more, and of calls that are not OK.',
        query: overTime(errorShares.http, '{{job}}'),
        more: [overTime(errorShares.rpc, '{{job}}')],
        defaults: { ...lines, unit: 'percentunit', min: 0 },
      }),
    ],
    [at(16, 0, 8, 8), duration('Duration, 95 of 100', 0.95)],
    [at(0, 8, 8, 8), duration('Duration, half', 0.5)],
    [at(8, 8, 8, 8), duration('Duration, 99 of 100', 0.99)],
    [
      at(16, 8, 8, 8),
      timeSeries({
        title: 'Requests that ingest refuses',
        description: 'Requests a second of which nothing was taken, by the kind of their problem.',
        query: overTime(perSecond('chaac_requests_refused_total', 'chaac_problem'), '{{chaac_problem}}'),
        defaults: { ...lines, unit: 'reqps', min: 0 },
      }),
    ],
  ],
}

function duration(title: string, part: number): PanelBody<MetricTarget> {
  return timeSeries({
    title,
    description: `What ${part * 100}% of requests and calls do not exceed, as far as their buckets tell.`,
    query: overTime(quantile(part, HTTP, '', 'job'), '{{job}}'),
    more: [overTime(quantile(part, RPC, '', 'job'), '{{job}}')],
    defaults: { ...lines, unit: 's', min: 0 },
  })
}
