import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'

/**
 * The page of a function, if it has one: `page/index.html` with what it loads under `page/assets`, in names that change
 * with the content.
 */
export async function buildPage(source: string, out: string): Promise<void> {
  if (!existsSync(join(source, 'index.html'))) return
  const entries = ['main.ts', 'style.css', 'icon.svg']
  const { metafile } = await build({
    entryPoints: entries.map((name) => join(source, name)),
    outdir: join(out, 'assets'),
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.svg': 'copy' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  })
  const built = Object.keys(metafile.outputs).map((path) => basename(path))
  let html = readFileSync(join(source, 'index.html'), 'utf8')
  for (const entry of entries) {
    const stem = entry.slice(0, entry.lastIndexOf('.'))
    html = html.replace(`"${entry}"`, `"assets/${built.find((name) => name.startsWith(`${stem}-`))}"`)
  }
  writeFileSync(join(out, 'index.html'), html)
}
