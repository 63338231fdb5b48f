/** What Hono can do: takes JSON, answers JSON. */
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const app = new Hono()
app.post('*', async (c) => {
  const body: unknown = await c.req.json()
  return c.json({ accepted: body === null ? 0 : 1 }, 202)
})
const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.argv[2]) }) as Server
// An end in order writes the compile cache, which a start is measured with.
process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
})
