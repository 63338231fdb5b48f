import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { root } from '../../dev/stack/paths.ts'
import { askKubectl } from '../../knative/deploy/kubectl.ts'
import { componentNames } from '../../knative/deploy/overlay.ts'
import { functionManifests } from '../../knative/manifests.ts'
import { deployment } from './cluster.ts'

/** Of its own, since the server compares what it is told with what is there. */
const namespace = 'weather-judged'

beforeAll(() => {
  askKubectl('create', 'namespace', namespace)
})
afterAll(() => {
  askKubectl('delete', 'namespace', namespace, '--wait=false')
})

test.each<[string, string[]]>([
  ['existing', []],
  ['local', []],
  ['production', []],
  ['existing', componentNames()],
])(
  'the API server and the webhooks accept every resource of the overlay %s with %j of a kind that they know',
  (overlay, chosen) => {
    const known = new Set(askKubectl('api-resources', '--no-headers').split('\n').map(kindOf))
    const folder = deployment({ overlay, components: chosen })
    const all = parseAllDocuments(askKubectl('kustomize', folder)).map((one) => one.toJS())
    const items = all
      .filter(({ apiVersion, kind }) => kind !== 'Namespace' && known.has(`${apiVersion} ${kind}`))
      .map((one) => ({ ...one, metadata: { ...one.metadata, namespace } }))
    expect(items.length).toBeGreaterThan(20)
    const { stdout, stderr } = spawnSync('kubectl', ['apply', '--dry-run=server', '-f', '-'], {
      encoding: 'utf8',
      input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
    })
    expect(stderr).toBe('')
    const said = stdout.trim().split('\n')
    expect(said).toHaveLength(items.length)
    for (const line of said) expect(line).toMatch(/created \(server dry run\)$/)
  },
)

test.each([...functionManifests()])('what kn.sh makes of %s is the manifest', (name, manifest) => {
  const target = mkdtempSync(join(tmpdir(), 'kn-'))
  const { status, stderr, stdout } = spawnSync('bash', [join(root, 'knative/kn.sh')], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ONLY: name, TARGET: target },
  })
  expect(status, `${stderr}${stdout}`).toBe(0)
  const made = parse(readFileSync(join(target, 'weather', 'ksvc', `${name}.yaml`), 'utf8'))
  delete made.spec.template.metadata.annotations['client.knative.dev/updateTimestamp']
  expect(withoutNothing(made.metadata)).toEqual({ ...manifest.metadata, namespace: 'weather' })
  expect(withoutNothing(made.spec)).toEqual(withoutNothing(manifest.spec))
})

/** A line of `kubectl api-resources`: name, short names if any, version, whether it is namespaced, kind. */
function kindOf(line: string): string {
  const words = line.trim().split(/\s+/)
  return `${words.at(-3)} ${words.at(-1)}`
}

/** kn writes what it has no value for. */
function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(
    ([, inner]) => ![null, '', 0].includes(inner as null) && JSON.stringify(inner) !== '{}',
  )
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutNothing(inner)]))
}
