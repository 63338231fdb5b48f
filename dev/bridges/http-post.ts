import { Agent, type IncomingMessage, request } from 'node:http'
import type { Answer } from './delivery.ts'
import type { SinkRequest } from './source-event.ts'

/** Sends requests to one sink over connections that stay open. */
export type Poster = {
  /** Resolves with any answer, redirects too. Rejects where there was none: refused, cut, or out of time. */
  post(request: SinkRequest, timeoutMs?: number): Promise<Answer>
  /** Cuts what is under way. */
  close(): void
}

/** As much of an answer as a dead letter may quote. */
const BODY_BYTES = 1_024

/** HTTP/1.1 with keep-alive, at most `connections` at a time. */
export function createPoster(sink: string, connections: number): Poster {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const url = new URL(sink)
  const { username, password } = url
  if (username || password) throw new Error('a sink with credentials is not supported')
  const target = { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port || 80 }
  const path = `${url.pathname}${url.search}`

  return {
    post: ({ headers, body }, timeoutMs) =>
      new Promise((resolve, reject) => {
        const sent = request({ ...target, agent, path, method: 'POST', headers: encoded(headers) })
        const timer =
          timeoutMs && setTimeout(() => sent.destroy(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs)
        sent.once('response', (response) => {
          readAnswer(response).then(resolve, reject)
        })
        sent.once('error', reject)
        sent.once('close', () => clearTimeout(timer))
        if (body === undefined) sent.useChunkedEncodingByDefault = false // no Content-Length either
        sent.end(body)
      }),
    close: () => agent.destroy(),
  }
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (bytes < BODY_BYTES) chunks.push(chunk)
    bytes += chunk.length
  }
  const body = Buffer.concat(chunks).subarray(0, BODY_BYTES)
  return { status: response.statusCode ?? 0, headers: response.headers, body }
}

/**
 * Header values go out as UTF-8, as Go sends them: Node would refuse what is beyond Latin-1. No header can have control
 * characters, so they are percent-encoded, as the HTTP binding says: else the event could be sent to nobody for ever.
 */
function encoded(headers: Record<string, string>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, latin1(value)])
  return Object.fromEntries(entries)
}

function latin1(value: string): string {
  if (!/[^\x20-\x7e]/.test(value)) return value
  const safe = value.replaceAll(/[\p{Cc}]/gu, (control) => encodeURIComponent(control))
  return Buffer.from(safe, 'utf8').toString('latin1')
}
