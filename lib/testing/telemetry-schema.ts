import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { ToldPoint, ToldSpan } from './otlp-json.ts'

/** What an attribute may be: one of some values, or what a regular expression allows. */
const attribute = z.strictObject({
  description: z.string(),
  required: z.boolean().default(true),
  values: z.array(z.union([z.string(), z.number()])).optional(),
  pattern: z.string().optional(),
  type: z.enum(['string', 'number']).default('string'),
})
const attributes = z.record(z.string(), attribute)

/** docs/telemetry-schema.json: every span and every metric there is. */
const schema = z.strictObject({
  semanticConventions: z.string(),
  resource: z.record(z.string(), z.string()),
  spans: z.array(
    z.strictObject({
      name: z.string(),
      pattern: z.string(),
      kind: z.enum(['SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER', 'INTERNAL']),
      services: z.array(z.string()),
      description: z.string(),
      attributes,
    }),
  ),
  metrics: z.array(
    z.strictObject({
      name: z.string(),
      type: z.enum(['counter', 'histogram', 'gauge']),
      unit: z.string(),
      services: z.array(z.string()),
      description: z.string(),
      attributes,
    }),
  ),
})

/** What is said of a span or a metric. */
export type TelemetrySchema = z.infer<typeof schema>
type Attributes = z.infer<typeof attributes>

/** The schema as it is committed. */
export function readTelemetrySchema(): TelemetrySchema {
  const file = new URL('../../docs/telemetry-schema.json', import.meta.url)
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** What a span has that the schema does not know, or lacks; empty when it is right. */
export function flawsOfSpan({ spans }: TelemetrySchema, span: ToldSpan): string[] {
  const known = spans.find(({ pattern, kind }) => kind === span.kind && new RegExp(pattern).test(span.name))
  if (known === undefined) return [`span ${span.kind} ${span.name} of ${span.service} is not known`]
  const at = `${span.service}: span ${span.name}`
  if (!known.services.includes(span.service)) return [`${at} is of another service`]
  return flawsOf(at, known.attributes, span.attributes)
}

/** The same of a point of a metric. */
export function flawsOfPoint({ metrics }: TelemetrySchema, point: ToldPoint): string[] {
  const known = metrics.find(({ name }) => name === point.name)
  const at = `${point.service}: metric ${point.name}`
  if (known === undefined) return [`${at} is not known`]
  const flaws = flawsOf(at, known.attributes, point.attributes)
  if (!known.services.includes(point.service)) flaws.push(`${at} is of another service`)
  if (known.type !== point.type) flaws.push(`${at} is a ${point.type}, not a ${known.type}`)
  if (known.unit !== point.unit) flaws.push(`${at} has unit ${point.unit}, not ${known.unit}`)
  return flaws
}

function flawsOf(at: string, known: Attributes, found: Record<string, unknown>): string[] {
  const missing = Object.entries(known)
    .filter(([name, { required }]) => required && !(name in found))
    .map(([name]) => `${at} has no ${name}`)
  const wrong = Object.entries(found).flatMap(([name, value]) => {
    const rule = known[name]
    if (rule === undefined) return [`${at} has ${name}, which is not known`]
    const { values, pattern, type } = rule
    const isRight =
      typeof value === type &&
      (values === undefined || values.includes(value as string)) &&
      (pattern === undefined || new RegExp(pattern).test(String(value)))
    return isRight ? [] : [`${at} has ${name} = ${JSON.stringify(value)}`]
  })
  return [...missing, ...wrong]
}
