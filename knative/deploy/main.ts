import { parseAllDocuments } from 'yaml'
import { messageOf } from '#lib/platform/errors.ts'
import { askKubectl, kubectl, tellKubectl } from './kubectl.ts'
import { type DeployOptions, help, readDeployOptions } from './options.ts'
import { writeOverlay } from './overlay.ts'

const [command, ...args] = process.argv.slice(2)
try {
  const options = readDeployOptions(args)
  if (options.help) console.log(help)
  else if (command === 'remove') remove(options)
  else deploy(options)
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}

function deploy({ overlay, repository, dryRun, waitSeconds }: DeployOptions): void {
  const folder = writeOverlay(overlay, repository)
  if (dryRun === 'client') kubectl('kustomize', folder)
  // The server judges what lies in a namespace only when that is there.
  else if (dryRun === 'server') kubectl('apply', '--dry-run=server', '-k', folder)
  else {
    kubectl('apply', '-k', folder)
    untilReady(waitSeconds)
  }
}

function untilReady(waitSeconds: number): void {
  const waiting = (...what: string[]) =>
    kubectl('wait', '-n', 'weather', `--timeout=${waitSeconds}s`, '--for=condition=Ready', ...what)
  waiting('--all', 'services.serving.knative.dev')
  waiting('--all', 'kafkasources.sources.knative.dev', 'rabbitmqsources.sources.knative.dev')
  waiting('--all', 'pingsources.sources.knative.dev', 'kafkasinks.eventing.knative.dev')
  const url = (name: string) =>
    askKubectl('get', '-n', 'weather', 'ksvc', name, '-o', 'jsonpath={.status.url}')
  console.log(`\nstations send to   ${url('ingest')}\nthe live page is   ${url('query')}`)
}

/** All but the namespace: with it would go the volumes, and the Secrets. */
function remove({ overlay, repository, dryRun }: DeployOptions): void {
  const how = dryRun === undefined ? [] : [`--dry-run=${dryRun}`]
  const all = parseAllDocuments(askKubectl('kustomize', writeOverlay(overlay, repository)))
  const ours = all.filter((one) => one.get('kind') !== 'Namespace').map(String)
  tellKubectl(ours.join('---\n'), 'delete', '-f', '-', '--ignore-not-found', ...how)
}
