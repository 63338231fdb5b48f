import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '#lib/platform/secret.ts'
import { createKey } from '#lib/stations/keys.ts'
import type { Station } from '#lib/stations/schema.ts'
import { askKubectl, tellKubectl } from '../../knative/deploy/kubectl.ts'
import { untilPods } from '../../knative/scaling/pods.ts'
import { applySecrets } from '../../knative/secrets/apply.ts'
import { openPipeline, type Pipeline } from './pipeline.ts'

const run = Date.now().toString(36)
const server = new Secret(applySecrets()['station-keys']?.secret ?? '')
const tikal = makeStation('tikal')
const uaxactun = makeStation('uaxactun')
const yaxha = makeStation('yaxha')
let pipeline: Pipeline

beforeAll(async () => {
  tellStations('create', [tikal, uaxactun])
  await startAnew()
  pipeline = await openPipeline()
})
afterAll(async () => {
  await pipeline?.[Symbol.asyncDispose]()
  askKubectl('delete', 'configmap', 'stations', '-n', 'weather')
  await startAnew()
})

test('a registered station comes in with its key, under the name that the file gives it', async () => {
  await pipeline.post(tikal.id, tikal.key)
  await pipeline.arrived(tikal.id, 60_000)
  const { features } = (await (await pipeline.ask('/v1/stations.geojson')).json()) as {
    features: { properties: { name: string } }[]
  }
  expect(features.map(({ properties }) => properties.name)).toContain(`Station ${tikal.id}`)
})

test.each<[string, () => [string, string?], number]>([
  ['with a wrong key', () => [tikal.id, `${tikal.key.slice(0, -1)}${tikal.key.endsWith('0') ? 1 : 0}`], 401],
  ['without a key', () => [tikal.id], 401],
  ['that is not registered', () => [`nobody-${run}`], 401],
  ['with the key of another', () => [tikal.id, uaxactun.key], 403],
])('a station %s is refused', async (_, claim, status) => {
  expect((await pipeline.send(...claim())).status).toBe(status)
})

test('a change of the ConfigMap is taken by the pod that runs: one station comes, another goes', async () => {
  const pods = () => askKubectl('get', 'pods', '-n', 'weather', '-l', ofIngest, '-o', 'name')
  await pipeline.post(uaxactun.id, uaxactun.key)
  const before = pods()
  tellStations('replace', [tikal, yaxha])
  // Not more often: after ten wrong keys a minute no key of the station is looked at.
  const often = { timeout: 180_000, interval: 8_000 }
  await expect.poll(async () => (await pipeline.send(yaxha.id, yaxha.key)).status, often).toBe(202)
  expect((await pipeline.send(uaxactun.id, uaxactun.key)).status).toBe(401)
  await pipeline.post(tikal.id, tikal.key)
  expect(pods()).toBe(before)
})

const ofIngest = 'serving.knative.dev/service=ingest'

function makeStation(name: string): Station & { key: string } {
  const id = `${name}-${run}`
  const { key, entry } = createKey(server, new Date())
  const position = { latitude: 17.2, longitude: -89.6 }
  return { id, name: `Station ${id}`, position, keys: [entry], key: key.reveal() }
}

/** Makes the ConfigMap, unless the cluster has one of its own, or changes ours. */
function tellStations(how: 'create' | 'replace', stations: readonly (Station & { key: string })[]): void {
  const file = { stations: stations.map(({ key, ...kept }) => kept) }
  const data = { path: '/etc/chaac/stations.json', mode: 'registered', 'stations.json': JSON.stringify(file) }
  const map = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'stations', namespace: 'weather' },
    data,
  }
  tellKubectl(JSON.stringify(map), how, '-f', '-')
}

/** What a pod is told by variables it is told when it starts. */
async function startAnew(): Promise<void> {
  for (const name of ['ingest', 'query'])
    askKubectl('delete', 'pod', '-n', 'weather', '-l', `serving.knative.dev/service=${name}`)
  for (const name of ['ingest', 'query']) await untilPods(name, ({ all, ready }) => all === ready, 60)
}
