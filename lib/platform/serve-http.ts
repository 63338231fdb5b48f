import { once } from 'node:events'
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { GRACE_MS, type Listening, stopSignal } from './lifetime.ts'
import type { Log } from './log.ts'

/** Longer than the 90 s for which Knative's proxy keeps an idle connection, else it meets a closed one. */
const KEEP_ALIVE_MS = 95_000

/**
 * Serves until the process is told to stop, then finishes what it has accepted. `stopping` is called in between: for
 * what would not end by itself.
 * @throws when the port cannot be had
 */
export async function serveHttp(
  app: Pick<Hono, 'fetch'>,
  at: Listening,
  log: Log,
  stopping: () => void = () => {},
): Promise<void> {
  const server = serve({
    fetch: app.fetch,
    hostname: at.host,
    port: at.port,
    serverOptions: { keepAliveTimeout: KEEP_ALIVE_MS },
  }) as Server
  server.headersTimeout = KEEP_ALIVE_MS + 1_000
  await once(server, 'listening')
  log('info', 'listening', at)
  await stopSignal()
  stopping()
  await close(server)
  log('info', 'stopped')
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  // A connection that becomes idle after close() would otherwise live on for the whole keep-alive time.
  const sweep = setInterval(() => server.closeIdleConnections(), 20)
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS / 2) // who takes no answer for so long
  await closed
  clearInterval(sweep)
  clearTimeout(cut)
}
