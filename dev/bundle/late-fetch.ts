import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Plugin, transform } from 'esbuild'

const scope = join(import.meta.dirname, 'fetch-scope.ts')

/**
 * Node loads its fetch, undici, in 20 ms, when one of these names is first looked at. Hono's server looks at all of
 * them when it is loaded, but needs none to take a request and to answer it with a text. Others stand in for them.
 */
const names = ['Headers', 'Request', 'Response', 'CloseEvent']

const define = Object.fromEntries(
  names.flatMap((name) =>
    [name, `global.${name}`, `globalThis.${name}`].map((written) => [written, `fetchScope.${name}`]),
  ),
)

/** Gives Hono a scope of its own for the names of fetch. */
export const lateFetch: Plugin = {
  name: 'late-fetch',
  setup(build) {
    build.onLoad({ filter: /\/node_modules\/(?:@hono\/node-server|hono)\/.*\.m?js$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), {
        define: { ...define, global: 'fetchScope' },
        sourcefile: path,
      })
      return { contents: `import { fetchScope } from ${JSON.stringify(scope)}\n${code}` }
    })
  },
}
