/** A metric as OpenTelemetry has it, as far as its name in Prometheus follows from it. */
export type ToldMetric = {
  name: string
  type: 'counter' | 'histogram' | 'gauge'
  unit: string
  attributes: Readonly<Record<string, unknown>>
}

/** The series of a metric in Prometheus, and the labels that they have. */
export type StoredMetric = { series: string[]; labels: string[] }

/** What Prometheus makes of the resource: service.namespace/service.name, and service.instance.id. */
const RESOURCE = ['job', 'instance']

const units: Readonly<Record<string, string>> = { s: 'seconds', ms: 'milliseconds', By: 'bytes' }

/**
 * A metric under its names in Prometheus, by "Metric Metadata" of OpenTelemetry's specification of
 * the compatibility with Prometheus (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/):
 * what a name may not have becomes `_`; units follow in words, those in braces not at all; a gauge of unit 1 is a ratio; a
 * sum that only grows is a total. A histogram is three series.
 * @throws where the unit is one whose word is not known here
 */
export function storedAs({ name, type, unit, attributes }: ToldMetric): StoredMetric {
  const suffix = type === 'gauge' && unit === '1' ? 'ratio' : unitOf(unit)
  const base = [labelOf(name), ...(suffix === '' ? [] : [suffix])].join('_')
  const labels = [...RESOURCE, ...Object.keys(attributes).map(labelOf)]
  if (type === 'counter') return { series: [`${base}_total`], labels }
  if (type === 'gauge') return { series: [base], labels }
  return { series: ['bucket', 'sum', 'count'].map((part) => `${base}_${part}`), labels: [...labels, 'le'] }
}

/** An attribute's name as a label. */
export function labelOf(name: string): string {
  return name.replace(/[^a-zA-Z0-9]+/g, '_')
}

function unitOf(unit: string): string {
  if (/^(\{.*\}|1)$/.test(unit)) return ''
  const word = units[unit]
  if (word === undefined) throw new Error(`the unit ${unit} has no word here`)
  return word
}
