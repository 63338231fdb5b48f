import { createRequire } from 'node:module'
import type * as GrafanaData from '@grafana/data'

// It is written for browsers: on loading it listens for another tab's changes, later it looks for a global of the page.
Object.assign(globalThis, { window: { addEventListener() {} } })
// Its translations come with an advertisement on the console.
Object.assign(globalThis, { __i18next_supportNoticeShown: true })

/** The real @grafana/data of the version that compose.dev.yml starts. Its ES modules do not load in Node. */
export const grafanaData: typeof GrafanaData = createRequire(import.meta.url)('@grafana/data')

const { standardTransformers, standardTransformersRegistry } = grafanaData
const transformers = new Map(
  Object.values(standardTransformers).map((transformation) => [transformation.id, transformation]),
)
standardTransformersRegistry.setInit(() =>
  [...transformers.values()].map((transformation) => ({
    id: transformation.id,
    name: transformation.name,
    transformation,
    editor: () => null,
    imageDark: '',
    imageLight: '',
  })),
)

/**
 * Transformations that @grafana/data has and that Grafana offers. Others pass frames on untouched, without a word, or
 * are part of the server's page only, where no test can reach them.
 */
export const knownTransformations: ReadonlySet<string> = new Set(
  [...transformers.keys()].filter((id) => id !== 'noop'),
)

/** Every unit that Grafana has a name for. */
export function isKnownUnit(id: string): boolean {
  if (id.startsWith('suffix:')) return true
  return grafanaData.getValueFormats().some(({ submenu = [] }) => submenu.some(({ value }) => value === id))
}
