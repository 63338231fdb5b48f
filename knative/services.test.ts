import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Env } from '#lib/platform/env.ts'
import { readTelemetry } from '#lib/platform/telemetry-settings.ts'
import { functionNames } from '../dev/build.ts'
import { imageName } from '../dev/images/image.ts'
import { memoryOf, type PartName } from '../dev/pipeline/parts.ts'
import { functionManifests, readManifests, type Variable } from './manifests.ts'

const functions = [...functionManifests()]
const containerOf = (name: string) => {
  const [container] = functionManifests().get(name)?.spec.template.spec.containers ?? []
  if (container === undefined) throw new Error(`${name} has no container`)
  return container
}
const folderOf = (name: string) => /\/([^/:]+):[^:]*$/.exec(containerOf(name).image)?.[1] ?? ''
const loaderOf = async (name: string): Promise<{ loadConfig: (env: Env) => unknown }> =>
  import(`../functions/${folderOf(name)}/config.ts`)

test('every function has a service, and every service the image of a function in this version', () => {
  const images = functions.map(([name]) => containerOf(name).image)
  expect(new Set(images)).toEqual(new Set(functionNames().map((name) => imageName(name))))
})

test('a file has one service and its name', () => {
  for (const [file, resources] of readManifests('services/*.yaml'))
    expect(resources.map(({ metadata }) => `services/${metadata.name}.yaml`)).toEqual([file])
})

test.each(functions)('%s is told only what its config reads, and enough of it', async (name) => {
  const { loadConfig } = await loaderOf(name)
  const known = new Set<string>()
  const asking = new Proxy<Env>({}, { get: (_, variable) => void known.add(String(variable)) })
  expect(() => loadConfig(asking)).toThrow('is required')
  readTelemetry(asking, 'any')
  const { env } = containerOf(name)
  for (const variable of env) expect([...known]).toContain(variable.name)
  loadConfig(Object.fromEntries(env.map((variable) => [variable.name, sampleOf(variable)])))
})

/** As docs/keys.md has the ConfigMap. */
const stations: Record<string, string> = { path: '/etc/chaac/stations.json', mode: 'registered' }

function sampleOf({ value, valueFrom }: Variable): string | undefined {
  if (valueFrom?.configMapKeyRef !== undefined) return stations[valueFrom.configMapKeyRef.key]
  return value ?? 'what-stands-in-a-secret-elsewhere'
}

test.each(functions)('%s has its secrets by reference only', (name) => {
  const isSecret = ({ name }: Variable) => /PASSWORD|SECRET|KEY$|TOKEN/.test(name)
  for (const variable of containerOf(name).env.filter(isSecret)) {
    expect(variable.value, variable.name).toBeUndefined()
    expect(variable.valueFrom?.secretKeyRef, variable.name).toBeDefined()
  }
})

test.each(['ingest', 'query'])(
  '%s starts without a file of stations, and hears of one by its whole volume',
  (name) => {
    const { env, volumeMounts = [] } = containerOf(name)
    const { volumes = [] } = functionManifests().get(name)?.spec.template.spec ?? {}
    expect(env).toContainEqual({
      name: 'STATIONS_FILE',
      valueFrom: { configMapKeyRef: { name: 'stations', key: 'path', optional: true } },
    })
    expect(volumes).toEqual([{ name: 'stations', configMap: { name: 'stations', optional: true } }])
    // With a subPath a file never changes.
    expect(volumeMounts).toEqual([{ name: 'stations', mountPath: '/etc/chaac', readOnly: true }])
  },
)

test.each(functions)('%s tells a collector where there is a ConfigMap of it, and starts without', (name) => {
  expect(containerOf(name).env).toContainEqual({
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    valueFrom: { configMapKeyRef: { name: 'telemetry', key: 'endpoint', optional: true } },
  })
})

test.each([
  ['STATIONS_MODE', { configMapKeyRef: { name: 'stations', key: 'mode', optional: true } }],
  ['STATION_KEYS_SECRET', { secretKeyRef: { name: 'station-keys', key: 'secret', optional: true } }],
  ['STATION_KEYS_SECRET_BEFORE', { secretKeyRef: { name: 'station-keys', key: 'before', optional: true } }],
])('ingest takes %s from where it is kept, and starts without it', (name, valueFrom) => {
  expect(containerOf('ingest').env).toContainEqual({ name, valueFrom })
})

test.each(functions)('%s has no rights that it does not need', (name, { spec }) => {
  expect(spec.template.spec.automountServiceAccountToken).toBe(false)
  expect(containerOf(name).securityContext).toEqual({
    runAsNonRoot: true,
    runAsUser: 65532,
    readOnlyRootFilesystem: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  })
})

test.each(functions)('%s is probed in the protocol that it speaks', (name) => {
  const { ports, readinessProbe, livenessProbe } = containerOf(name)
  const [port] = ports
  if (name.endsWith('-writer')) {
    expect(port?.name).toBe('h2c')
    expect(readinessProbe).toEqual({ grpc: { port: port?.containerPort } })
  } else {
    expect(port?.name).toBeUndefined()
    expect(readinessProbe).toEqual({ httpGet: { path: '/healthz/ready' } })
    expect(livenessProbe).toEqual({ httpGet: { path: '/healthz/live' } })
  }
})

test.each(functions)('%s rests at zero, and grows within bounds', (name, { spec }) => {
  const annotations = spec.template.metadata.annotations
  expect(annotations['autoscaling.knative.dev/min-scale']).toBe('0')
  expect(Number(annotations['autoscaling.knative.dev/max-scale'])).toBeGreaterThan(0)
  const memory = `${memoryOf(name as PartName)}Mi` // and so it is on one machine
  expect(containerOf(name).resources).toMatchObject({ requests: {}, limits: { memory } })
})

test('only what people and stations call is reached from outside', () => {
  const open = functions.filter(
    ([, { metadata }]) => metadata.labels?.['networking.knative.dev/visibility'] !== 'cluster-local',
  )
  expect(open.map(([name]) => name).sort()).toEqual(['ingest', 'query'])
})

test('what the manifests refer to is there', () => {
  const resources = [...readManifests().values()].flat()
  const there = new Set(resources.map(({ kind, metadata }) => `${kind} ${metadata.name}`))
  const text = JSON.stringify(resources)
  const references = [...text.matchAll(/"ref":\{"apiVersion":"[^"]+","kind":"(\w+)","name":"([^"]+)"\}/g)]
  expect(references.length).toBeGreaterThan(0)
  for (const [, kind, name] of references) expect([...there]).toContain(`${kind} ${name}`)
})

test('every file of a folder is in its kustomization', () => {
  for (const folder of ['services', 'sources']) {
    const kustomization = readFileSync(join(import.meta.dirname, folder, 'kustomization.yaml'), 'utf8')
    for (const file of readManifests(`${folder}/*.yaml`).keys())
      expect(kustomization).toContain(`  - ${file.split('/').at(-1)}\n`)
  }
})
