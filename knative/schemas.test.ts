import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { type Manifest, readManifests } from './manifests.ts'

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  items?: Schema
  [keyword: string]: unknown
}

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })
const schemas = new Map(
  globSync('schemas/*.json', { cwd: import.meta.dirname }).map((file) => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as Schema
    const { properties } = schema
    const whole = { ...schema, properties: { apiVersion: {}, kind: {}, metadata: {}, ...properties } }
    return [basename(file, '.json'), ajv.compile(closed(whole))] as const
  }),
)
const resources = [...readManifests().values()].flat()
const keyOf = ({ apiVersion, kind }: Manifest) => `${kind}.${apiVersion.replace('/', '.')}`

test.each(
  resources
    .filter((one) => /(knative\.dev|strimzi\.io|rabbitmq\.com)\//.test(one.apiVersion))
    .map((one) => [`${one.kind} ${one.metadata.name}`, one] as const),
)('%s is what the definition of its kind allows, and no more', (_, manifest) => {
  const validate = schemas.get(keyOf(manifest))
  if (validate === undefined) throw new Error(`there is no schema of ${keyOf(manifest)}`)
  validate(manifest)
  expect(validate.errors).toBeNull()
})

test('a field in another spelling would be found', () => {
  const sink = resources.find(({ kind }) => kind === 'KafkaSink')
  const validate = schemas.get('KafkaSink.eventing.knative.dev.v1alpha1')
  expect(validate?.({ ...sink, spec: { ...(sink?.spec as object), contentmode: 'binary' } })).toBe(false)
})

/** A cluster drops fields that it does not know without a word: here they are refused. */
function closed(schema: Schema): Schema {
  const { properties, items, ...rest } = schema
  const isOpen = properties === undefined || rest['x-kubernetes-preserve-unknown-fields'] === true
  return {
    ...rest,
    ...(items === undefined ? {} : { items: closed(items) }),
    ...(properties === undefined
      ? {}
      : { properties: Object.fromEntries(Object.entries(properties).map(([k, v]) => [k, closed(v)])) }),
    ...(isOpen ? {} : { additionalProperties: false }),
  }
}
