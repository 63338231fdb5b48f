import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { freePort } from '#lib/testing/sockets.ts'

/** A request that a bridge made. */
export type Seen = { id: string; headers: IncomingHttpHeaders; body: string; at: number }

/** What to do with it: a status, an answer with a body, the connection cut, or nothing at all. */
export type Reply = number | { status: number; body?: string; retryAfter?: string } | 'cut' | 'silence'

/** A sink that records what reaches it. `reply` hears how often this id came before. */
export async function startSink(reply: (seen: Seen, before: number) => Reply | Promise<Reply>) {
  const seen: Seen[] = []
  let inFlight = 0
  let peak = 0
  const attempts = (id: string) => seen.filter((each) => each.id === id)
  const server = createServer(async (request, response) => {
    peak = Math.max(peak, ++inFlight)
    response.once('close', () => inFlight--)
    const received = { id: String(request.headers['ce-id']), headers: request.headers, at: performance.now() }
    const entry = { ...received, body: await text(request) }
    seen.push(entry)
    const answer = await reply(entry, attempts(entry.id).length - 1)
    if (answer === 'cut') request.socket.destroy()
    else if (typeof answer === 'number') response.writeHead(answer).end()
    else if (answer !== 'silence') {
      const headers = answer.retryAfter === undefined ? {} : { 'retry-after': answer.retryAfter }
      response.writeHead(answer.status, headers).end(answer.body)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    seen,
    attempts,
    /** The ids in the order of arrival. */
    ids: () => seen.map(({ id }) => id),
    /** The milliseconds from each request to the next. */
    gaps: () => seen.slice(1).map(({ at }, index) => at - (seen[index]?.at ?? 0)),
    /** How many requests were in flight at most. */
    peak: () => peak,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** An address where nothing listens. */
export async function unusedUrl(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}/`
}

/** Runs something that goes on until its signal ends it; disposing ends it and waits. */
export function running(run: (signal: AbortSignal) => Promise<void>) {
  const stop = new AbortController()
  const ended = run(stop.signal)
  ended.catch(() => {}) // told when disposed
  return {
    async [Symbol.asyncDispose]() {
      stop.abort()
      await ended
    },
  }
}
