import { parseArgs } from 'node:util'
import { messageOf } from '#lib/platform/errors.ts'
import { applySecrets } from './apply.ts'

const help = `npm run secrets -- [options]    makes the Secrets that the manifests refer to; those that are there stay

  --dry-run   makes nothing, says which there would be
  --help      this text

The cluster is the one of kubectl (KUBECONFIG), the namespace is weather. Passwords are random and are not printed:
  kubectl get secret -n weather dead-letters -o jsonpath='{.data.operator-key}' | base64 -d
A broker that is there already has its own user: make the Secret rabbitmq (username, password) first.`

try {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' }, help: { type: 'boolean' } } })
  if (values.help) console.log(help)
  else applySecrets({ isDry: values['dry-run'] === true, tell: console.log })
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}
