import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Listening } from './env.ts'
import { stopSignal } from './lifetime.ts'
import type { Log } from './log.ts'

/** Longer than the 90 s for which Knative's proxy keeps an idle connection, else it meets a closed one. */
const KEEP_ALIVE_MS = 95_000

/** How long an end waits for requests under way; a sender that stalls in the middle of its own is cut off then. */
const DRAIN_MS = 15_000

/** How long a sender may take for one request. */
const REQUEST_MS = 60_000

/** `stopping` is called between the signal and the end: for what would not end by itself. */
export type ServeOptions = { stopping?: () => unknown; maxHeaderSize?: number }

/**
 * Serves until the process is told to stop, then finishes what it has accepted.
 * @throws when the port cannot be had
 */
export async function serveHttp(
  app: Pick<Hono, 'fetch'>,
  at: Listening,
  log: Log,
  { stopping = () => {}, ...options }: ServeOptions = {},
): Promise<void> {
  const server = serve({
    fetch: app.fetch,
    hostname: at.host,
    port: at.port,
    serverOptions: { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_MS, ...options },
  }) as Server
  await once(server, 'listening')
  log('info', 'listening', at)
  const connections = trackConnections(server)
  await stopSignal()
  void stopping()
  await close(server, connections)
  log('info', 'stopped')
}

async function close(server: Server, connections: ReadonlySet<Socket>): Promise<void> {
  const closed = once(server, 'close')
  server.prependListener('request', (_, response) => response.setHeader('connection', 'close'))
  server.close()
  // A connection that becomes idle after close() would otherwise live on for the whole keep-alive time.
  const sweep = setInterval(() => {
    server.closeIdleConnections()
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy()
  }, 20)
  const limit = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(limit)
}

/** All connections: Node does not count one as idle on which nothing was ever sent. */
function trackConnections(server: Server): ReadonlySet<Socket> {
  const connections = new Set<Socket>()
  server.on('connection', (socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  return connections
}
