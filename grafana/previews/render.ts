/**
 * Draws both dashboards with Grafana's own components in a browser, into docs/images/. What it needs beside the
 * project is installed in this folder first: `npm run grafana:previews` does both.
 */
import { join } from 'node:path'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { chromium as executablePath, installBrowser, installNative } from '../../dev/stack/install.ts'
import { root } from '../../dev/stack/paths.ts'
import { report } from '../../dev/stack/progress.ts'
import { collect, type Preview } from './data.ts'

/** Nothing listens there: the browser gets all from here. */
const origin = 'http://previews.localhost'
const modules = join(import.meta.dirname, 'page/node_modules')
const names = ['weather', 'system-monitor']

await installNative(report)
await installBrowser(report)
const [previews, page] = await Promise.all([collect(names), bundle()])
const browser = await chromium.launch({
  executablePath,
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
})
try {
  for (const [n, preview] of previews.entries()) await draw(names[n] ?? '', preview)
} finally {
  await browser.close()
}

async function draw(name: string, preview: Preview): Promise<void> {
  const path = join(root, `docs/images/grafana-${name}.png`)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' })
  const tab = await context.newPage()
  tab.on('pageerror', ({ message }) => fail(`${name}: ${message}`))
  tab.on('console', (message) => message.type() === 'error' && fail(`${name}: ${message.text()}`))
  await tab.route(`${origin}/**`, (route) => route.fulfill(answer(new URL(route.request().url()), preview)))
  await tab.goto(`${origin}/`)
  await tab.locator('body[data-drawn]').waitFor({ state: 'attached' })
  const board = tab.locator('#root')
  // Tables paint only what is in sight.
  await tab.setViewportSize({ width: 1440, height: Math.ceil((await board.boundingBox())?.height ?? 0) })
  await board.screenshot({ path, animations: 'disabled' })
  await context.close()
  console.log(path)
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}

type Answer = { contentType?: string; body?: string; path?: string; status?: number }

function answer({ pathname }: URL, preview: Preview): Answer {
  const icon = pathname.indexOf('/img/')
  if (icon >= 0) return { path: join(modules, '@grafana/ui/dist/public', pathname.slice(icon)) }
  const weight = /\/Inter-(Regular|Medium)\.woff2$/.exec(pathname)?.[1]
  if (weight !== undefined) {
    const file = `inter-latin-${weight === 'Medium' ? 500 : 400}-normal.woff2`
    return { path: join(modules, '@fontsource/inter/files', file) }
  }
  if (pathname !== '/') return page.get(pathname.slice(1)) ?? { status: 404 }
  const html = `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/main.css"><div id="root"></div>
    <script>window.preview = ${JSON.stringify(preview).replaceAll('<', '\\u003c')}</script><script src="/main.js"></script>`
  return { contentType: 'text/html', body: html }
}

async function bundle(): Promise<Map<string, { contentType: string; body: string }>> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'page/main.tsx')],
    outdir: 'out',
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    jsx: 'automatic',
    target: 'es2022',
    define: { global: 'window', 'process.env.NODE_ENV': '"production"' },
    loader: { '.svg': 'dataurl', '.woff': 'dataurl', '.woff2': 'dataurl', '.ttf': 'dataurl' },
    logLevel: 'error',
  })
  return new Map(
    outputFiles.map(({ path, text }) => {
      const name = path.slice(path.lastIndexOf('/') + 1)
      return [name, { contentType: name.endsWith('.css') ? 'text/css' : 'text/javascript', body: text }]
    }),
  )
}
