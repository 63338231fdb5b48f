import { parseArgs } from 'node:util'
import { REPOSITORY } from './image.ts'

/** What `npm run images -- …` understands. */
export const help = `npm run images -- [push|measure] [options]

  (nothing)          builds the image of every function with docker, podman or buildah, whichever is there
  --archive          writes the same images as archives instead, without an engine: .dev/images/<function>.tar,
                     with a base of Debian packages (needs apt and GNU tar; no root)
  push               pushes what was built: with the engine, or archives with skopeo
  --archive measure  writes archives, starts each image some times and fills docs/images.md (Linux, as root)
  --only NAME        one function, may be repeated
  --repository NAME  default ${REPOSITORY}
  --help             this text

Beside each archive lies its bill of materials, <function>.cdx.json (CycloneDX).`

/** The options of a build of images. */
export type ImageOptions = {
  push: boolean
  measure: boolean
  archive: boolean
  only: string[]
  repository: string
  help: boolean
}

/** Reads the command line. @throws an error that says what is wrong with it */
export function readImageOptions(args: readonly string[], names: readonly string[]): ImageOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      archive: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      repository: { type: 'string', default: REPOSITORY },
      help: { type: 'boolean', default: false },
    },
  })
  const [command, ...more] = positionals
  if (more.length > 0 || (command !== undefined && !['push', 'measure'].includes(command)))
    throw new Error(`push and measure are the only commands, not "${positionals.join(' ')}"`)
  for (const name of values.only)
    if (!names.includes(name)) throw new Error(`--only takes one of ${names.join(', ')}, not "${name}"`)
  const { archive, repository, help } = values
  if (command === 'measure' && !archive) throw new Error('measure goes with --archive')
  return {
    push: command === 'push',
    measure: command === 'measure',
    archive,
    only: values.only.length > 0 ? values.only : [...names],
    repository,
    help,
  }
}
