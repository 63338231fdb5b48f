import { setTimeout as sleep } from 'node:timers/promises'
import { createPosts } from './posts.ts'

/** What became of what was sent. Delays in ms, from when a report was due until its answer. */
export type Sent = {
  requests: number
  acknowledged: number
  /** Answers that said: again later. */
  deferred: number
  /** Readings that were given up after all tries. */
  lost: number
  delays: Float32Array
}

/** Sends reports, again after a 503, as consoles do. */
export type Sender = AsyncDisposable & {
  readonly sent: Sent
  readonly underWay: number
  send(body: string, readings: number): void
}

const TRIES = 20
const CONNECTIONS = 256

/** @param room how many delays are kept; those of later requests take the places of earlier ones in turn */
export function createSender(ingest: string, random: () => number, room = 1_000_000): Sender {
  const posts = createPosts(new URL('/v1/readings', ingest), CONNECTIONS)
  const sent: Sent = { requests: 0, acknowledged: 0, deferred: 0, lost: 0, delays: new Float32Array(room) }
  let underWay = 0

  async function deliver(body: string, readings: number): Promise<void> {
    const due = performance.now()
    for (let tries = 0; tries < TRIES; tries += 1) {
      const status = await posts.post(body)
      if (status === 202) {
        sent.delays[sent.requests % room] = performance.now() - due
        sent.requests += 1
        sent.acknowledged += readings
        return
      }
      sent.deferred += 1
      await sleep(2_000 * (0.5 + random()))
    }
    sent.lost += readings
  }

  return {
    sent,
    get underWay() {
      return underWay
    },
    send(body, readings) {
      underWay += 1
      void deliver(body, readings).finally(() => {
        underWay -= 1
      })
    },
    [Symbol.asyncDispose]: () => posts[Symbol.asyncDispose](),
  }
}
