import { parseAllDocuments } from 'yaml'
import { askKubectl, askService, kubectl, tellKubectl } from './kubectl.ts'
import type { DeployOptions } from './options.ts'
import { writeOverlay } from './overlay.ts'

/** Applies an overlay, waits until all is ready, and prints the addresses. */
export function deploy({ dryRun, waitSeconds, ...wanted }: DeployOptions): void {
  const folder = writeOverlay(wanted)
  if (dryRun === 'client') kubectl('kustomize', folder)
  // The server judges what lies in a namespace only when that is there.
  else if (dryRun === 'server') kubectl('apply', '--dry-run=server', '-k', folder)
  else {
    kubectl('apply', '-k', folder)
    untilReady(waitSeconds)
    printAddresses()
  }
}

/** Waits until the functions, and what brings them events, are ready. @throws when they are not by then */
export function untilReady(waitSeconds: number): void {
  const waiting = (...kinds: string[]) =>
    kubectl(
      'wait',
      '-n',
      'weather',
      '--for=condition=Ready',
      `--timeout=${waitSeconds}s`,
      '--all',
      kinds.join(','),
    )
  waiting('services.serving.knative.dev')
  waiting('kafkasources.sources.knative.dev', 'rabbitmqsources.sources.knative.dev')
  waiting('pingsources.sources.knative.dev', 'kafkasinks.eventing.knative.dev')
}

function printAddresses(): void {
  const url = (name: string) => askService(name, 'status.url')
  console.log(`\nstations send to   ${url('ingest')}\nthe live page is   ${url('query')}`)
}

/** Removes all but the namespace: with it would go the volumes, and the Secrets. */
export function remove({ dryRun, ...wanted }: DeployOptions): void {
  const how = dryRun === undefined ? [] : [`--dry-run=${dryRun}`]
  const all = parseAllDocuments(askKubectl('kustomize', writeOverlay(wanted)))
  const ours = all.filter((one) => one.get('kind') !== 'Namespace').map(String)
  tellKubectl(ours.join('---\n'), 'delete', '-f', '-', '--ignore-not-found', ...how)
}
