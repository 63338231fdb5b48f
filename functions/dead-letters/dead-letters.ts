import type { Log } from '#lib/platform/log.ts'
import type { Letters } from './letters.ts'
import type { Replays } from './replay/replays.ts'
import type { Send } from './replay/send.ts'
import type { Worker } from './replay/worker.ts'

/** What the function stands on. */
export type DeadLetters = {
  letters: Letters
  replays: Replays
  send: Send
  worker: Worker
  /** What an operator must know; undefined lets everybody in. */
  operatorKey: string | undefined
  /** How often the sources try before they give up. */
  tries: number
  log: Log
  now: () => number
}
