import { parseArgs } from 'node:util'
import { isDigest, isTag, parseRepository, type Repository } from './repository.ts'

/** Where the stations are unless told otherwise. */
export const REPOSITORY = 'zot.local:5000/chaac/stations'

/** What `npm run artifact -- …` understands. */
export const help = `npm run artifact -- <command> [options]

  push               sends a file of stations to an OCI registry as an artifact, and prints its digest
    --tag TAG        default: the first twelve digits of the file's own digest
  pull REFERENCE     fetches it by digest (sha256:…) or by tag; writes it when digests and stations are right

  --file FILE        default: STATIONS_FILE, or stations.json
  --repository NAME  default: ${REPOSITORY}
  --plain-http       without TLS
  --with WHAT        oras (default where it is installed) or http
  --help             this text

REGISTRY_USERNAME and REGISTRY_PASSWORD are the login; without them, that of docker login. A registry whose certificate
is of an authority of your own: NODE_EXTRA_CA_CERTS (with oras: the machine's own list).

To have it in the cluster, by digest, so that what runs is what was looked at:

  npm run artifact -- pull sha256:… --file stations.json
  kubectl -n weather create configmap stations --from-file=stations.json --dry-run=client -o yaml | kubectl apply -f -`

/** What is to be done. */
export type ArtifactOptions = {
  command: { name: 'push'; tag: string | undefined } | { name: 'pull'; reference: string } | { name: 'help' }
  file: string | undefined
  repository: Repository
  plainHttp: boolean
  with: 'oras' | 'http' | undefined
}

/** Reads the command line. @throws an error that says what is wrong with it */
export function readArtifactOptions(args: readonly string[]): ArtifactOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      tag: { type: 'string' },
      file: { type: 'string' },
      repository: { type: 'string', default: REPOSITORY },
      'plain-http': { type: 'boolean', default: false },
      with: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const kind = values.with
  if (kind !== undefined && kind !== 'oras' && kind !== 'http')
    throw new Error(`--with takes oras or http, not "${kind}"`)
  const { file } = values
  const command = values.help ? ({ name: 'help' } as const) : commandOf(positionals, values.tag)
  const repository = parseRepository(values.repository)
  return { command, file, repository, plainHttp: values['plain-http'], with: kind }
}

function commandOf([name = 'help', ...rest]: readonly string[], tag?: string): ArtifactOptions['command'] {
  const [reference, ...more] = rest
  if (name === 'help') return { name }
  if (tag !== undefined && (name !== 'push' || !isTag(tag)))
    throw new Error('--tag, of push, takes a name for a version, and never latest')
  if (name === 'push' && reference === undefined) return { name, tag }
  if (name !== 'pull' || more.length > 0) throw new Error('push, or pull REFERENCE; --help shows more')
  if (reference === undefined) throw new Error('pull needs a digest or a tag')
  if (!isDigest(reference) && !isTag(reference))
    throw new Error(`"${reference}" is neither a digest (sha256:…) nor a tag`)
  return { name, reference }
}
