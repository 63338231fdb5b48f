import { once } from 'node:events'
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { RequestProblem } from '#lib/platform/problem.ts'
import { changeBetween, isBeat } from './change.ts'
import type { Live } from './live.ts'
import type { LiveState } from './state.ts'

/** While nothing changes, an event says that the connection still stands. */
const BEAT_MS = 5_000

/** Shorter than the 300 s after which Knative cuts a request: the client comes again by itself. */
const MAX_MS = 240_000

/** After this the client comes again. */
const RETRY_MS = 1_000

/**
 * Server-sent events. Every connection begins with the whole picture, so a client that comes again has missed nothing
 * that still matters. A slow client gets fewer events, never more memory: each event is the change since the last one
 * that it has taken.
 */
export function streamLive(c: Context, live: Live): Response {
  const listener = live.listen()
  if (listener === undefined) throw new RequestProblem('unavailable', 'too many are listening')
  if (c.req.method === 'HEAD') listener[Symbol.dispose]()
  const response = streamSSE(c, async (stream) => {
    using listening = listener
    const gone = new AbortController()
    stream.onAbort(() => {
      gone.abort()
      listening[Symbol.dispose]() // at once, not with the next event
    })
    const over = AbortSignal.any([gone.signal, live.ending, AbortSignal.timeout(MAX_MS)])
    const isOver = once(over, 'abort').catch(() => {})
    let sent: LiveState | undefined
    let saidAt = performance.now()
    while (!over.aborted && c.req.method !== 'HEAD') {
      const state = await listening.next(sent, BEAT_MS)
      if (state === undefined) continue
      const event = changeBetween(sent, state)
      const beat = isBeat(sent, event)
      sent = state
      if (beat && performance.now() - saidAt < BEAT_MS) continue
      saidAt = performance.now()
      const said = stream.writeSSE({ id: event.at, data: JSON.stringify(event), retry: RETRY_MS })
      await Promise.race([said, isOver])
    }
    if (over.aborted) stream.abort() // does not wait for a client that takes nothing
  })
  response.headers.set('cache-control', 'no-store')
  response.headers.set('x-accel-buffering', 'no') // proxies that gather would make it anything but live
  return response
}
