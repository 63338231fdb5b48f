import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { messageOf } from '#lib/platform/errors.ts'
import { askKubectl, tellKubectl } from '../deploy/kubectl.ts'
import { makeSecrets, type Secrets } from './secrets.ts'

const help = `npm run secrets -- [options]    makes the Secrets that the manifests refer to; those that are there stay

  --dry-run   makes nothing, says which there would be
  --help      this text

The cluster is the one of kubectl (KUBECONFIG), the namespace is weather. Passwords are random and are not printed:
  kubectl get secret -n weather dead-letters -o jsonpath='{.data.operator-key}' | base64 -d
A broker that is there already has its own user: make the Secret rabbitmq (username, password) first.`

try {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' }, help: { type: 'boolean' } } })
  if (values.help) console.log(help)
  else run(values['dry-run'] === true)
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}

function run(isDry: boolean): void {
  const known = readSecrets()
  const secrets = makeSecrets(known, () => randomBytes(24).toString('base64url'))
  for (const [name, content] of Object.entries(secrets)) {
    const keys = Object.keys(content)
    const isNews = keys.some((key) => known[name]?.[key] !== content[key])
    console.log(
      `${name.padEnd(16)} ${isNews ? (isDry ? 'would be made' : 'made') : 'stays'}: ${keys.join(', ')}`,
    )
    if (isNews && !isDry) apply(name, content)
  }
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
