/** A span as tests look at it. */
export type ToldSpan = {
  service: string
  name: string
  kind: string
  traceId: string
  spanId: string
  parentSpanId: string
  attributes: Record<string, unknown>
  /** Ids of the spans that it is linked to. */
  links: string[]
  isError: boolean
}

/** A point of a metric as tests look at it. `value`: the sum of a counter, the count of a histogram, what a gauge says. */
export type ToldPoint = {
  service: string
  instance: string
  name: string
  unit: string
  type: 'counter' | 'histogram' | 'gauge'
  attributes: Record<string, unknown>
  value: number
}

/** JSON of OTLP (https://opentelemetry.io/docs/specs/otlp/), as far as it is looked at. */
export type OtlpValue = {
  resourceSpans?: { resource: Resource; scopeSpans: { spans: Span[] }[] }[]
  resourceMetrics?: { resource: Resource; scopeMetrics: { metrics: Metric[] }[] }[]
}

type Attribute = { key: string; value: Record<string, unknown> }
type Resource = { attributes: Attribute[] }
type Span = {
  name: string
  kind: number
  traceId: string
  spanId: string
  parentSpanId?: string
  attributes: Attribute[]
  links?: { spanId: string }[]
  status?: { code?: number }
}
type Point = { attributes: Attribute[]; asDouble?: number; asInt?: number | string; count?: number | string }
type Metric = {
  name: string
  unit: string
  sum?: { dataPoints: Point[] }
  gauge?: { dataPoints: Point[] }
  histogram?: { dataPoints: Point[] }
}

const kinds = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER']
const ERROR = 2

/** The spans of one export. */
export function toSpans({ resourceSpans = [] }: OtlpValue): ToldSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans
      .flatMap(({ spans }) => spans)
      .map(({ name, kind, traceId, spanId, parentSpanId = '', attributes, links = [], status }) => ({
        service: String(toObject(resource.attributes)['service.name']),
        name,
        kind: kinds[kind] ?? '',
        traceId,
        spanId,
        parentSpanId,
        attributes: toObject(attributes),
        links: links.map((link) => link.spanId),
        isError: status?.code === ERROR,
      })),
  )
}

/** The points of one export. */
export function toPoints({ resourceMetrics = [] }: OtlpValue): ToldPoint[] {
  return resourceMetrics.flatMap(({ resource, scopeMetrics }) => {
    const known = toObject(resource.attributes)
    const of = { service: String(known['service.name']), instance: String(known['service.instance.id']) }
    return scopeMetrics.flatMap(({ metrics }) => metrics).flatMap((metric) => pointsOf(metric, of))
  })
}

function pointsOf(metric: Metric, of: { service: string; instance: string }): ToldPoint[] {
  const types = { counter: metric.sum, gauge: metric.gauge, histogram: metric.histogram }
  return (['counter', 'gauge', 'histogram'] as const).flatMap((type) =>
    (types[type]?.dataPoints ?? []).map((point) => ({
      ...of,
      name: metric.name,
      unit: metric.unit,
      type,
      attributes: toObject(point.attributes),
      value: Number(point.count ?? point.asInt ?? point.asDouble),
    })),
  )
}

function toObject(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]))
}

function plain(value: Record<string, unknown>): unknown {
  const [kind, said] = Object.entries(value)[0] ?? []
  return kind === 'intValue' ? Number(said) : said
}
