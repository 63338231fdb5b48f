import type { Hono } from 'hono'
import { compress } from 'hono/compress'
import { RequestProblem } from '#lib/platform/problem.ts'
import type { Page } from '../page-files.ts'

/** The live page. Its assets never change under a name, so they need to be asked for only once. */
export function addPage(app: Hono, { html, assets }: Page): void {
  app.use('/', compress())
  app.use('/assets/*', compress())

  app.get('/', (c) => {
    c.header('cache-control', 'no-cache')
    return c.html(html)
  })

  app.get('/assets/:name', (c) => {
    const asset = assets.get(c.req.param('name'))
    if (asset === undefined) throw new RequestProblem('not-found', `no ${c.req.path} here`)
    const cacheControl = 'public, max-age=31536000, immutable'
    return c.body(asset.body, 200, { 'content-type': asset.type, 'cache-control': cacheControl })
  })
}
