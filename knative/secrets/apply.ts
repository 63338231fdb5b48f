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
  const isNews = ([name, content]: [string, Record<string, string>]) =>
    Object.entries(content).some(([key, value]) => known[name]?.[key] !== value)
  for (const one of Object.entries(secrets)) {
    const becomes = isNews(one) ? (isDry ? 'would be made' : 'made') : 'stays'
    tell(`${one[0].padEnd(16)} ${becomes}: ${Object.keys(one[1]).join(', ')}`)
  }
  const news = Object.entries(secrets).filter(isNews)
  if (news.length > 0 && !isDry) apply(news)
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
function apply(secrets: readonly (readonly [string, Record<string, string>])[]): void {
  const labels = { 'app.kubernetes.io/part-of': 'chaac' }
  const items = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'weather' } },
    ...secrets.map(([name, stringData]) => {
      return {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name, namespace: 'weather', labels },
        stringData,
      }
    }),
  ]
  const how = ['--server-side', '--field-manager=chaac-secrets', '--force-conflicts']
  tellKubectl(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }), 'apply', ...how, '-f', '-')
}
