import { readdirSync, readFileSync } from 'node:fs'

/** The live page: one document, and what it loads under names that change with the content. */
export type Page = { html: string; assets: ReadonlyMap<string, Asset> }

/** A file that the page loads. */
export type Asset = { type: string; body: Uint8Array<ArrayBuffer> }

const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/** Reads a page as the build leaves it: `index.html` and the folder `assets`. */
export function readPage(folder: URL): Page {
  const names = readdirSync(new URL('assets/', folder))
  const assets = names.map((name): [string, Asset] => {
    const type = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    return [name, { type, body: Uint8Array.from(readFileSync(new URL(`assets/${name}`, folder))) }]
  })
  return { html: readFileSync(new URL('index.html', folder), 'utf8'), assets: new Map(assets) }
}
