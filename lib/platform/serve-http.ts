import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Listening } from './env.ts'
import { stopSignal } from './lifetime.ts'
import { onceListening } from './listening.ts'
import type { Log } from './log.ts'
import { traced } from './telemetry-http.ts'
import type { Traceable } from './telemetry-ways.ts'

/** Longer than the 90 s for which Knative's proxy keeps an idle connection, else it meets a closed one. */
const KEEP_ALIVE_MS = 95_000

/** What a request is for that names no host, as those of HTTP/1.0 may. */
const ANY_HOST = '0.0.0.0'

/** How long an end waits for requests under way; a sender that stalls in the middle of its own is cut off then. */
const DRAIN_MS = 15_000

/**
 * What one sender may take of a server: how long for the head of a request and for all of it, how large the head may
 * be, and how many connections all senders have together. Who is slower or larger is cut off.
 */
export type HttpLimits = { headMs: number; requestMs: number; headBytes: number; connections: number }

/** A head is one packet; 30 s is also what Knative gives a request. A connection costs about 20 KiB. */
const defaults: HttpLimits = { headMs: 10_000, requestMs: 30_000, headBytes: 16 * 1024, connections: 2_000 }

/** `stopping` is called between the signal and the end: for what would not end by itself. */
export type ServeOptions = { stopping?: () => unknown } & Partial<HttpLimits>

/**
 * Serves until the process is told to stop, then finishes what it has accepted.
 * @throws when the port cannot be had
 */
export async function serveHttp(
  app: Traceable,
  at: Listening,
  log: Log,
  { stopping = () => {}, ...changes }: ServeOptions = {},
): Promise<void> {
  const limits = { ...defaults, ...changes }
  const server = createAdaptorServer({
    fetch: traced(app),
    hostname: at.host ?? ANY_HOST,
    serverOptions: {
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: limits.headMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: Math.min(limits.headMs / 10, 1_000),
      maxHeaderSize: limits.headBytes,
    },
  }) as Server
  server.maxConnections = limits.connections
  // Without a host Node listens to IPv6 too, and looks no address up, which takes 5 ms of a start.
  server.listen(at.port, at.host)
  await once(server, 'listening')
  onceListening(at, log)
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
