import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../stack/paths.ts'
import { containerOptions } from './node-options.ts'

const {
  version: packageVersion,
  license,
  description,
} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string
  license: string
  description: string
}

/** The version of every image. */
export const version = packageVersion

/** Where images are pushed to unless told otherwise: the local registry of the original's manual. */
export const REPOSITORY = 'zot.local:5000/chaac'

/** The name of a function's image. Its tag is the version of the package, never `latest`. */
export function imageName(name: string, repository = REPOSITORY): string {
  return `${repository}/${name}:${version}`
}

/** The user that a function runs as: one without rights. */
export const USER = 65_532

/** An image's configuration, as the OCI image specification has it (https://github.com/opencontainers/image-spec). */
export type ImageConfig = {
  User: string
  Env: string[]
  Entrypoint: string[]
  WorkingDir: string
  StopSignal: string
  Labels: Record<string, string>
}

/** How a function's image runs. The Dockerfile says the same; a test compares them. */
export function imageConfig(name: string): ImageConfig {
  return {
    User: `${USER}:${USER}`,
    Env: [
      'PATH=/usr/bin',
      'NODE_ENV=production',
      'NODE_COMPILE_CACHE=/app/.compile-cache',
      'NODE_COMPILE_CACHE_PORTABLE=1',
      // Node cannot end while the C library looks for a name. Where no server answers it asks twice, 5 s each, for each
      // name that the search list makes of it: functions that had long finished were killed. Now it is 1 s each.
      'RES_OPTIONS=timeout:1',
    ],
    Entrypoint: ['/usr/bin/node', ...containerOptions, '/app/main.mjs'],
    WorkingDir: '/app',
    StopSignal: 'SIGTERM',
    Labels: {
      'org.opencontainers.image.title': `chaac-${name}`,
      'org.opencontainers.image.description': description,
      'org.opencontainers.image.version': version,
      'org.opencontainers.image.licenses': license,
    },
  }
}
