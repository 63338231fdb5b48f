import { join } from 'node:path'
import type { Plugin } from 'esbuild'

const lateClass = join(import.meta.dirname, 'late-class.ts')

/** The SDK of CloudEvents is loaded with the first event: not by a probe, nor by what a station sends. */
export const lateEvents: Plugin = {
  name: 'late-events',
  setup(build) {
    build.onResolve({ filter: /^cloudevents$/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'late-events', sideEffects: false } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'late-events' }, () => ({
      contents: `import { lateClass } from ${JSON.stringify(lateClass)}
export const CloudEvent = lateClass(() => require('cloudevents').CloudEvent)`,
      resolveDir: import.meta.dirname,
      loader: 'ts',
    }))
  },
}
