import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf, TransientError } from '#lib/platform/errors.ts'
import type { Log } from '#lib/platform/log.ts'
import type { Places } from '#lib/stations/places.ts'
import type { Picture } from '../picture.ts'
import { createObserver } from './observe.ts'
import type { LiveState } from './state.ts'

/** A little less than a second, so that what happens is shown within one. */
export const POLL_MS = 800

/** One who listens. */
export type Listener = Disposable & {
  /** The state when it is another than the one given; undefined when nothing comes within the time, or all ends. */
  next(after: LiveState | undefined, withinMs: number): Promise<LiveState | undefined>
}

/** What happens now, for all who listen: one poll of the store serves them all, and none is made for nobody. */
export type Live = {
  /** Undefined when there are too many already, or when all ends. */
  listen(): Listener | undefined
  /** Aborted when all ends. */
  readonly ending: AbortSignal
  end(): void
}

/** What it needs. `limit`: how many may listen; `places`: those of the registry as it is now. */
export type LiveOptions = {
  picture: Picture
  log: Log
  limit: number
  now?: () => number
  places?: () => Places
}

/** Polls while somebody listens. */
export function createLive({ picture, log, limit, now = Date.now, places }: LiveOptions): Live {
  const stop = new AbortController()
  let listeners = 0
  let running = false
  let current: LiveState | undefined
  let news = Promise.withResolvers<void>()

  async function run(): Promise<void> {
    running = true
    const observe = createObserver(picture, now, places)
    while (listeners > 0 && !stop.signal.aborted) {
      const began = performance.now()
      try {
        current = await observe()
      } catch (error) {
        if (!(error instanceof TransientError))
          log('error', 'live.failed', {
            reason: messageOf(error),
            stack: error instanceof Error ? error.stack : '',
          })
        current = { readings: new Map(), ...current, at: new Date(now()).toISOString(), store: 'away' }
      }
      news.resolve()
      news = Promise.withResolvers()
      const left = Math.max(0, POLL_MS - (performance.now() - began))
      await sleep(left, undefined, { signal: stop.signal }).catch(() => {})
    }
    current = undefined // what nobody has seen is not remembered
    running = false
  }

  return {
    ending: stop.signal,
    end: () => stop.abort(),
    listen() {
      if (listeners >= limit || stop.signal.aborted) return undefined
      listeners += 1
      if (!running) void run()
      let listening = true
      return {
        async next(after, withinMs) {
          if (current === after || current === undefined) await within(news.promise, withinMs, stop.signal)
          return current === after ? undefined : current
        },
        [Symbol.dispose]() {
          if (listening) listeners -= 1
          listening = false
        },
      }
    },
  }
}

/** Resolves with the promise, after the time, or when all ends; leaves no timer behind. */
async function within(promise: Promise<void>, ms: number, ending: AbortSignal): Promise<void> {
  const done = new AbortController()
  const signal = AbortSignal.any([done.signal, ending])
  await Promise.race([promise, sleep(ms, undefined, { signal }).catch(() => {})])
  done.abort()
}
