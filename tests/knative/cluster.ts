import { join } from 'node:path'
import { devDir } from '../../dev/stack/paths.ts'
import { untilReady } from '../../knative/deploy/deploy.ts'
import { kubectl } from '../../knative/deploy/kubectl.ts'
import { type Patch, writeOverlay } from '../../knative/deploy/overlay.ts'
import { applySecrets } from '../../knative/secrets/apply.ts'

/** What tells the tests about the cluster of KUBECONFIG. */
export const cluster = {
  /** Where its images are. */
  repository: process.env.REPOSITORY ?? 'zot.local:5000/chaac',
  overlay: process.env.OVERLAY ?? 'local',
  /** What is added to it, with commas between: `kafka-auth,rabbitmq-tls`. */
  components: process.env.COMPONENTS?.split(',') ?? [],
  /** Its gateway, where names of its services are not known to this machine: `http://127.0.0.1:31080`. */
  gateway: process.env.GATEWAY,
}

/**
 * A reading goes to one broker, so that neither hides what the other loses. What is sent is made up, so quality control
 * only flags it. The clock closes the series every two minutes: each minute, and kafka-consumer would never rest.
 */
const forTests: Patch[] = [
  {
    target: { kind: 'Service', name: 'ingest' },
    patch: `- {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: ROUTE, value: split}}`,
  },
  ...['kafka-consumer', 'rabbit-consumer'].map((name) => ({
    target: { kind: 'Service', name },
    patch: `- {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: QUALITY, value: flag}}`,
  })),
  {
    target: { kind: 'PingSource', name: 'clock' },
    patch: `- {op: replace, path: /spec/schedule, value: '*/2 * * * *'}`,
  },
]

/** The folder of what is deployed, or of another overlay. */
export function deployment({
  overlay,
  components,
}: Pick<typeof cluster, 'overlay' | 'components'> = cluster): string {
  const folder = join(devDir, `deploy-test-${[overlay, ...components].join('-')}`)
  return writeOverlay({ overlay, components, repository: cluster.repository, patches: forTests }, folder)
}

/** Deploys everything before the tests, and leaves it there. */
export function setup(): void {
  applySecrets()
  kubectl('apply', '-k', deployment())
  untilReady(300)
}
