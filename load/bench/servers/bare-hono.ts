/** What Hono can do: takes JSON, answers JSON. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const app = new Hono()
app.post('*', async (c) => {
  const body: unknown = await c.req.json()
  return c.json({ accepted: body === null ? 0 : 1 }, 202)
})
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.argv[2]) })
