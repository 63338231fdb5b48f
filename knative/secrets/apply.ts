import { randomBytes } from 'node:crypto'
import { askKubectl, tellKubectl } from '../deploy/kubectl.ts'
import { makeSecrets, type Secrets } from './secrets.ts'

/**
 * Makes what is missing of the Secrets of the manifests, with random passwords.
 * @returns all of them
 */
export function applySecrets({ isDry = false, tell = (_: string) => {} } = {}): Secrets {
  const known = readSecrets()
  const secrets = makeSecrets(known, () => randomBytes(24).toString('base64url'))
  for (const [name, content] of Object.entries(secrets)) {
    const keys = Object.keys(content)
    const isNews = keys.some((key) => known[name]?.[key] !== content[key])
    tell(`${name.padEnd(16)} ${isNews ? (isDry ? 'would be made' : 'made') : 'stays'}: ${keys.join(', ')}`)
    if (isNews && !isDry) apply(name, content)
  }
  return secrets
}

function readSecrets(): Secrets {
  const { items } = JSON.parse(askKubectl('get', 'secrets', '-n', 'weather', '-o', 'json')) as {
    items: { metadata: { name: string }; data?: Record<string, string> }[]
  }
  const decode = (data: Record<string, string> = {}) =>
    Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]),
    )
  return Object.fromEntries(items.map(({ metadata, data }) => [metadata.name, decode(data)]))
}

/** By the server's own apply: kubectl's would keep a copy in an annotation. */
function apply(name: string, content: Record<string, string>): void {
  tellKubectl(
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'weather' } },
        {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name, namespace: 'weather', labels: { 'app.kubernetes.io/part-of': 'chaac' } },
          stringData: content,
        },
      ],
    }),
    'apply',
    '--server-side',
    '--field-manager=chaac-secrets',
    '--force-conflicts',
    '-f',
    '-',
  )
}
