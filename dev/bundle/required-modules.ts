import { isBuiltin } from 'node:module'
import type { Plugin } from 'esbuild'

/**
 * Asks for Node's own modules with require. An import evaluates everything that a module exports, and node:http exports
 * a WebSocket for which Node loads its fetch: 20 ms of a start.
 */
export const requiredModules: Plugin = {
  name: 'required-modules',
  setup(build) {
    build.onResolve({ filter: /^[a-z]/ }, ({ path, kind }) =>
      kind === 'import-statement' && isBuiltin(path)
        ? { path, namespace: 'node', sideEffects: false }
        : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'node' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)})`,
    }))
  },
}
