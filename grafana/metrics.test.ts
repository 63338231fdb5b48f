import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readTelemetrySchema } from '#lib/testing/telemetry-schema.ts'
import { alertRules } from './src/alerts.ts'
import { panelsOf } from './src/dashboard.ts'
import { functionAlerts } from './src/function-alerts.ts'
import { storedAs } from './src/metrics/names.ts'
import { type MetricTarget, metricsSource } from './src/metrics/target.ts'
import { parseQuery } from './testing/promql.ts'
import { metricDashboards } from './testing/schema.ts'

const { metrics } = readTelemetrySchema()
const stored = metrics.map(storedAs)
const labelsOf = new Map(
  stored.flatMap(({ series, labels }) => series.map((name) => [name, labels] as const)),
)
const valuesOf = new Map(
  metrics.flatMap(({ attributes }) =>
    Object.entries(attributes).map(([name, { values }]) => [name.replace(/[^a-z]+/gi, '_'), values] as const),
  ),
)

const targets = metricDashboards.flatMap((dashboard) =>
  panelsOf<MetricTarget>(dashboard).flatMap(({ title, targets = [] }) =>
    targets.map((target) => ({ of: `${title} ${target.refId}`, target })),
  ),
)
const rules = functionAlerts.map(({ title, data }) => ({ of: title, target: data[0]?.model as MetricTarget }))
const asked = [...targets, ...rules]

test.each(asked)('$of is PromQL, and asks for series and labels that the functions tell', ({ target }) => {
  const { isValid, selectors, labels } = parseQuery(target.expr)
  expect(isValid, target.expr).toBe(true)
  expect(selectors.length).toBeGreaterThan(0)
  for (const { series, labels: matched } of selectors) {
    expect([...labelsOf.keys()]).toContain(series)
    expect(labelsOf.get(series)).toEqual(expect.arrayContaining(matched))
  }
  const known = selectors.flatMap(({ series }) => labelsOf.get(series) ?? [])
  expect(known).toEqual(expect.arrayContaining(labels))
})

test.each(asked)('$of compares labels with values that they can have', ({ target }) => {
  for (const [, label = '', value = ''] of target.expr.matchAll(/(\w+)!?="([^"]*)"/g)) {
    const values = valuesOf.get(label)
    expect(values, label).toBeDefined()
    if (value !== '') expect(values).toContain(value)
  }
})

test.each(targets)('$of is asked of Prometheus, and named by labels that it has', ({ target }) => {
  expect(target.datasource).toEqual(metricsSource)
  expect(target.range).toBe(!target.instant)
  const { labels } = parseQuery(target.expr)
  for (const [, name] of target.legendFormat.matchAll(/\{\{(\w+)\}\}/g)) expect(labels).toContain(name)
})

test('a question that is no PromQL, or for what nobody tells, would be found', () => {
  expect(parseQuery('sum(rate(a[5m])').isValid).toBe(false)
  expect(parseQuery('sum by (job) (rate(chaac_x{chaac_y="z"}[5m]))')).toEqual({
    isValid: true,
    selectors: [{ series: 'chaac_x', labels: ['chaac_y'] }],
    labels: ['job', 'chaac_y'],
  })
})

test('every metric is on the dashboard, or is told why not', () => {
  const seen = targets.flatMap(({ target }) => parseQuery(target.expr).selectors.map(({ series }) => series))
  const missing = metrics.filter((metric) => !storedAs(metric).series.some((name) => seen.includes(name)))
  // The same call as rpc.server.call.duration, seen from the other end; and how many there were of what is timed.
  expect(missing.map(({ name }) => name)).toEqual([
    'rpc.client.call.duration',
    'messaging.client.sent.messages',
  ])
})

test('the data source has the uid that panels and rules ask', () => {
  const file = join(import.meta.dirname, 'provisioning/datasources/prometheus.yaml')
  const [source] = parse(readFileSync(file, 'utf8')).datasources
  expect(source).toMatchObject({ ...metricsSource, editable: false, url: '$PROMETHEUS_URL' })
  for (const { data } of functionAlerts) expect(data[0]?.datasourceUid).toBe(metricsSource.uid)
})

test('every alert is told of in docs/operations.md, under its title: what it means, how to look, what to do', () => {
  const told = readFileSync(join(import.meta.dirname, '../docs/operations.md'), 'utf8').split('\n### ')
  for (const { title } of [...alertRules, ...functionAlerts]) {
    const section = told.find((one) => one.startsWith(`${title}\n`))
    expect(section, title).toMatch(/^- \*\*Means\*\*[\s\S]*^- \*\*Look\*\*[\s\S]*\*\*[dD]o\*\*/m)
  }
})
