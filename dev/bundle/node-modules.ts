import { createRequire, isBuiltin } from 'node:module'
import type { Plugin } from 'esbuild'

const require = createRequire(import.meta.url)

/**
 * What is asked for at the head of files and needed later or never, such as TLS for a connection without. Each takes Node
 * some milliseconds to load.
 */
const late = [
  'assert',
  'child_process',
  'cluster',
  'crypto',
  'dgram',
  'dns',
  'fs/promises',
  'https',
  'querystring',
  'tls',
  'zlib',
]

/**
 * Asks for Node's own modules with require, and takes of them what is used. An import evaluates everything that a module
 * exports, and node:http exports a WebSocket for which Node loads its fetch: 20 ms of a start.
 */
export const nodeModules: Plugin = {
  name: 'node-modules',
  setup(build) {
    build.onResolve({ filter: /^[a-z]/ }, ({ path, kind, namespace, importer }) => {
      if (namespace === 'node' || !isBuiltin(path)) return
      const name = path.replace(/^node:/, '')
      if (name === 'http2' && importer.includes('/@hono/node-server/'))
        return { path: name, namespace: 'no-http2' }
      if (late.includes(name)) return { path: name, namespace: 'node' }
      if (kind === 'import-statement') return { path: name, namespace: 'node', sideEffects: false }
      return
    })
    build.onLoad({ filter: /.*/, namespace: 'node' }, ({ path }) => ({
      contents: late.includes(path) ? whenNeeded(path) : whatIsUsed(path),
    }))
    // Our servers speak HTTP/1.1 to Hono, which only asks whether a request is one of HTTP/2.
    build.onLoad({ filter: /.*/, namespace: 'no-http2' }, () => ({
      contents: 'export class Http2ServerRequest {}\nexport const constants = { NGHTTP2_NO_ERROR: 0 }',
    }))
  },
}

/** A module that takes of Node's what somebody imports: the bundle leaves out what nobody does. */
function whatIsUsed(name: string): string {
  const names = Object.keys(require(`node:${name}`)).filter(
    (key) => /^[a-z_]\w*$/i.test(key) && key !== 'default',
  )
  return [
    `const node = require('node:${name}')`,
    'export default node',
    ...names.map(
      (key) => `const its_${key} = /* @__PURE__ */ (() => node.${key})()\nexport { its_${key} as ${key} }`,
    ),
  ].join('\n')
}

/** A module that looks like Node's, and is loaded when somebody takes something from it. */
function whenNeeded(name: string): string {
  const names = Object.keys(require(`node:${name}`))
  return `let real
const load = () => (real ??= require('node:${name}'))
const names = ${JSON.stringify(names)}
module.exports = new Proxy(() => {}, {
  apply: (_, self, args) => Reflect.apply(load(), self, args),
  get: (_, key) => (key === '__esModule' ? undefined : load()[key]),
  has: (_, key) => key in load(),
  ownKeys: () => names,
  getOwnPropertyDescriptor: (_, key) =>
    names.includes(key) ? { get: () => load()[key], enumerable: true, configurable: true } : undefined,
})`
}
