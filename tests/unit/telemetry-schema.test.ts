import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as conventions from '@opentelemetry/semantic-conventions/incubating'
import { expect, test } from 'vitest'
import { checks } from '#lib/domain/quality/flags.ts'
import { flaws } from '#lib/platform/errors.ts'
import { problemKinds } from '#lib/platform/problem-kinds.ts'
import type { ToldPoint, ToldSpan } from '#lib/testing/otlp-json.ts'
import { flawsOfPoint, flawsOfSpan, readTelemetrySchema } from '#lib/testing/telemetry-schema.ts'
import { refusalReasons } from '../../functions/consumers/store.ts'
import { dialects } from '../../functions/ingest/dialects.ts'
import { root } from './planted.ts'

const schema = readTelemetrySchema()
const known = new Set<unknown>(Object.values(conventions))
const file = join(root, 'node_modules/@opentelemetry/semantic-conventions')

test('the conventions are those of the version that the schema names', () => {
  const { version } = JSON.parse(readFileSync(join(file, 'package.json'), 'utf8')) as { version: string }
  expect(schema.semanticConventions).toBe(version)
})

test('every name that is not our own is one of the conventions, and not one that they have given up', () => {
  const names = [...schema.spans, ...schema.metrics].flatMap(({ attributes }) => Object.keys(attributes))
  const others = [...names, ...schema.metrics.map(({ name }) => name)].filter(
    (name) => !name.startsWith('chaac.'),
  )
  expect(others.filter((name) => !known.has(name))).toEqual([])
  const declared = ['attributes', 'metrics']
    .flatMap((of) => ['stable', 'experimental'].map((kind) => `dist/${kind}_${of}.d.mts`))
    .map((path) => readFileSync(join(file, path), 'utf8'))
    .join('\n')
  const deprecated = [
    ...declared.matchAll(/@deprecated(?:(?!\*\/)[\s\S])*\*\/\s*declare const \w+: "([^"]+)"/g),
  ].map(([, name]) => name)
  expect(deprecated).toContain('messaging.system')
  expect(others.filter((name) => deprecated.includes(name))).toEqual([])
})

test('no label of a metric is unbounded: each has its values, or is of the process or its routes', () => {
  const ofProcess = ['server.address', 'server.port', 'messaging.destination.name']
  const ofApp = ['http.route', 'http.response.status_code', 'error.type', 'rpc.method']
  const open = schema.metrics.flatMap(({ attributes }) =>
    Object.entries(attributes).flatMap(([name, { values }]) => (values === undefined ? [name] : [])),
  )
  expect(open.filter((name) => ![...ofProcess, ...ofApp].includes(name))).toEqual([])
})

test('dialects, problems, checks and reasons are those that there are', () => {
  const valuesOf = (metric: string, attribute: string) =>
    schema.metrics.find(({ name }) => name === metric)?.attributes[attribute]?.values
  expect(valuesOf('chaac.readings.accepted', 'chaac.dialect')).toEqual(
    dialects.map(({ name }) => name).sort(),
  )
  const problems = valuesOf('chaac.requests.refused', 'chaac.problem') ?? []
  expect([...problems].sort()).toEqual(Object.keys(problemKinds).sort())
  expect(valuesOf('chaac.readings.flagged', 'chaac.check')).toEqual([...checks, 'clock'])
  expect(valuesOf('chaac.readings.refused', 'chaac.reason')).toEqual(refusalReasons)
  expect(valuesOf('chaac.events.refused', 'chaac.reason')).toEqual(flaws)
})

test('docs/telemetry.md names every span and metric', () => {
  const doc = readFileSync(join(root, 'docs/telemetry.md'), 'utf8')
  const names = [...schema.spans, ...schema.metrics].map(({ name }) => name)
  expect(names.filter((name) => !doc.includes(`\`${name}\``))).toEqual([])
  const own = [...schema.spans, ...schema.metrics]
    .flatMap(({ attributes }) => Object.keys(attributes))
    .filter((name) => name.startsWith('chaac.'))
  expect(own.filter((name) => !doc.includes(`\`${name}\``))).toEqual([])
})

const span: ToldSpan = {
  service: 'kafka-consumer',
  name: 'process',
  kind: 'CONSUMER',
  traceId: '1',
  spanId: '2',
  parentSpanId: '',
  attributes: { 'messaging.operation.type': 'process', 'messaging.operation.name': 'process' },
  links: [],
  isError: false,
}
const point: ToldPoint = {
  service: 'kafka-writer',
  instance: '1',
  name: 'chaac.readings.confirmed',
  unit: '{reading}',
  type: 'counter',
  attributes: { 'chaac.broker': 'kafka' },
  value: 1,
}

test.each([
  ['another name', { name: 'handle' }],
  ['another kind', { kind: 'SERVER' }],
  ['another service', { service: 'ingest' }],
  ['an attribute that is not known', { attributes: { ...span.attributes, station: 'tikal' } }],
  ['an attribute that is missing', { attributes: { 'messaging.operation.type': 'process' } }],
  ['another value', { attributes: { ...span.attributes, 'messaging.system.name': 'pulsar' } }],
])('a span of %s is noticed', (_, change) => {
  expect(flawsOfSpan(schema, span)).toEqual([])
  expect(flawsOfSpan(schema, { ...span, ...change })).toHaveLength(1)
})

test.each([
  ['another name', { name: 'chaac.readings' }],
  ['another unit', { unit: '1' }],
  ['another type', { type: 'gauge' as const }],
  ['another service', { service: 'query' }],
  ['a station', { attributes: { ...point.attributes, 'chaac.station': 'tikal' } }],
])('a metric with %s is noticed', (_, change) => {
  expect(flawsOfPoint(schema, point)).toEqual([])
  expect(flawsOfPoint(schema, { ...point, ...change })).toHaveLength(1)
})
