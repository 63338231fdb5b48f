import { expect, test } from 'vitest'
import { type Manifest, readManifests } from './manifests.ts'

type Settings = Manifest & { metadata: { namespace: string }; data: Record<string, string> }

const settings = [...readManifests('observability/*.yaml').values()].flat() as Settings[]
const telemetry =
  readManifests('components/telemetry/*.yaml').get('components/telemetry/telemetry.yaml') ?? []
const ours = telemetry.find(({ kind }) => kind === 'ConfigMap') as Settings

/** What knative.dev/pkg reads for Knative 1.23 (observability/metrics and observability/tracing), and Serving besides. */
const pairs = {
  'knative-serving': ['metrics', 'request-metrics', 'tracing'],
  'knative-eventing': ['metrics', 'tracing'],
}

test.each(Object.entries(pairs))(
  '%s tells what Knative 1.23 can tell, under its keys',
  (namespace, signals) => {
    const found = settings.find(({ metadata }) => metadata.namespace === namespace)
    expect(found?.metadata.name).toBe('config-observability')
    const keys = signals.flatMap((signal) => [`${signal}-protocol`, `${signal}-endpoint`])
    expect(Object.keys(found?.data ?? {}).sort()).toEqual([...keys, 'tracing-sampling-rate'].sort())
    expect(Number(found?.data['tracing-sampling-rate'])).toBeGreaterThan(0)
    expect(Number(found?.data['tracing-sampling-rate'])).toBeLessThanOrEqual(1)
  },
)

test('Knative and the functions tell the same collector, over HTTP: Knative with the path, functions add it', () => {
  const { endpoint = '' } = ours.data
  for (const { data } of settings)
    for (const [key, value] of Object.entries(data)) {
      if (key.endsWith('-protocol')) expect(value).toBe('http/protobuf')
      if (key.endsWith('metrics-endpoint')) expect(value).toBe(`${endpoint}/v1/metrics`)
      if (key === 'tracing-endpoint') expect(value).toBe(`${endpoint}/v1/traces`)
    }
})

test('functions may reach the collector where they are told that it is', () => {
  const { hostname, port } = new URL(ours.data.endpoint ?? '')
  const policy = telemetry.find(({ kind }) => kind === 'NetworkPolicy')
  const [, namespace] = hostname.split('.')
  expect(policy?.spec).toMatchObject({
    podSelector: { matchExpressions: [{ key: 'serving.knative.dev/service', operator: 'Exists' }] },
    egress: [
      {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }],
        ports: [{ protocol: 'TCP', port: Number(port) }],
      },
    ],
  })
})

test('no overlay brings settings of the whole cluster, which `undeploy` would take away', () => {
  const own = [...readManifests().entries()].filter(([file]) => !file.startsWith('observability/'))
  for (const [file, resources] of own)
    for (const { metadata } of resources) expect(metadata.name, file).not.toBe('config-observability')
})
