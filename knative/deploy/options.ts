import { parseArgs } from 'node:util'
import { REPOSITORY } from '../../dev/images/image.ts'
import { componentNames } from './overlay.ts'

/** What `npm run deploy -- …` and `npm run undeploy -- …` understand. */
export const help = `npm run deploy -- [options]      applies an overlay, waits until all is ready, prints the addresses
npm run undeploy -- [options]    removes it; volumes, Secrets and the namespace stay

  --overlay NAME      local (default), production, or existing: brokers and Valkey are there already
  --component NAME    what is added to it: ${componentNames().join(', ')}; may be repeated
  --repository NAME   where the images are (default ${REPOSITORY})
  --dry-run[=server]  applies nothing: client (default) prints what would be, server lets the cluster judge it
  --wait SECONDS      how long to wait for readiness (default 300)
  --help              this text

The cluster is the one of kubectl (KUBECONFIG).
The Secrets that the manifests name must be there already: npm run secrets makes them.`

const overlays = ['local', 'production', 'existing'] as const
type Overlay = (typeof overlays)[number]

/** The options of a deployment. */
export type DeployOptions = {
  overlay: Overlay
  components: string[]
  repository: string
  dryRun: 'client' | 'server' | undefined
  waitSeconds: number
  help: boolean
}

/** Reads the command line. @throws an error that says what is wrong with it */
export function readDeployOptions(args: readonly string[]): DeployOptions {
  const { values } = parseArgs({
    args: args.map((arg) => (arg === '--dry-run' ? '--dry-run=client' : arg)),
    options: {
      overlay: { type: 'string', default: 'local' },
      component: { type: 'string', multiple: true, default: [] },
      repository: { type: 'string', default: REPOSITORY },
      'dry-run': { type: 'string' },
      wait: { type: 'string', default: '300' },
      help: { type: 'boolean', default: false },
    },
  })
  const { overlay, component: components, repository, help } = values
  const dryRun = values['dry-run']
  const waitSeconds = Number(values.wait)
  if (!isOverlay(overlay)) throw new Error(`--overlay takes ${overlays.join(', ')}, not "${overlay}"`)
  for (const one of components)
    if (!componentNames().includes(one))
      throw new Error(`--component takes ${componentNames().join(', ')}, not "${one}"`)
  if (dryRun !== undefined && dryRun !== 'client' && dryRun !== 'server')
    throw new Error(`--dry-run takes client or server, not "${dryRun}"`)
  if (!(Number.isInteger(waitSeconds) && waitSeconds > 0))
    throw new Error(`--wait takes a number of seconds, not "${values.wait}"`)
  return { overlay, components, repository, dryRun, waitSeconds, help }
}

function isOverlay(name: string): name is Overlay {
  return (overlays as readonly string[]).includes(name)
}
