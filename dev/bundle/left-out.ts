import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'

const root = join(import.meta.dirname, '../..')

/** Packages, and who loads them for what no function does: 64-bit numbers as objects, and gRPC's services about itself. */
const unused: Record<string, string> = { long: '/protobufjs/', '@grpc/proto-loader': '/@grpc/grpc-js/' }

/**
 * Leaves out what libraries bring and functions do not use. Of Valkey's commands, for each of which its client makes two
 * functions, those are kept that somebody asks for; of cockatiel what is imported, since it has ES modules too.
 */
export const leftOut: Plugin = {
  name: 'left-out',
  setup(build) {
    build.onResolve({ filter: /^(?:long|@grpc\/proto-loader)$/ }, ({ path, importer }) =>
      importer.includes(unused[path] ?? importer) ? { path, namespace: 'left-out' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: '' }))
    build.onResolve({ filter: /^cockatiel$/ }, () => ({
      path: join(root, 'node_modules/cockatiel/dist/esm/index.js'),
      sideEffects: false,
    }))
    build.onLoad({ filter: /\/@iovalkey\/commands\/dist\/commands\.json$/ }, ({ path }) => {
      const commands = JSON.parse(readFileSync(path, 'utf8')) as Record<string, object>
      const asked = namesIn(['functions/**/*.ts', 'lib/**/*.ts', 'node_modules/iovalkey/built/**/*.js'])
      const kept = Object.entries(commands).filter(([name]) => asked.has(name))
      return { contents: JSON.stringify(Object.fromEntries(kept)), loader: 'json' }
    })
  },
}

/** Every name that code takes of something, or has as a text, as a command of that name would be; more than are commands. */
function namesIn(patterns: string[]): Set<string> {
  const names = globSync(patterns, { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/[.'"`](\w+)/g)].map(([, name = '']) => name),
  )
  return new Set(names.map((name) => name.toLowerCase().replace(/buffer$/, '')))
}
