import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { backoff } from '#lib/platform/backoff.ts'
import { failureOf, messageOf, PermanentError, TransientError } from '#lib/platform/errors.ts'
import type { Log } from '#lib/platform/log.ts'
import type { KeptLetter } from '../letter.ts'
import { isReplayable } from '../letter.ts'
import type { Letters } from '../letters.ts'
import type { Replay, Replays } from './replays.ts'
import type { Send } from './send.ts'

/** What replays in the background. It has no memory of its own: any process can go on where another has stopped. */
export type Worker = {
  /** Looks whether there is something to go on with. Costs nothing while it works. */
  wake(): void
  /** Resolves when nothing is left to do for this process. */
  idle(): Promise<void>
  /** Stops after the letter under way. */
  stop(): Promise<void>
}

/** What a worker stands on. */
export type WorkerOptions = { letters: Letters; replays: Replays; send: Send; log: Log }

/** How many letters are read at a time. */
const CHUNK = 50

/** A pause is no longer than this, so that the right to work is kept. */
const MAX_PAUSE_MS = 2_000

/** Nothing runs before it is woken. */
export function createWorker({ letters, replays, send, log }: WorkerOptions): Worker {
  const ending = new AbortController()
  const token = randomUUID()
  let working: Promise<void> | undefined
  let wanted = false

  /** What is begun while the work goes on may have been overlooked. */
  async function workWhileWanted(): Promise<void> {
    while (wanted && !ending.signal.aborted) {
      wanted = false
      await work()
    }
  }

  async function work(): Promise<void> {
    try {
      const running = (await replays.list()).filter(({ state }) => state === 'running')
      if (running.length === 0 || !(await replays.lease(token))) return
      for (const replay of running.reverse()) await run(replay)
      await replays.release(token)
    } catch (error) {
      // While the store is away the next one that asks wakes it again.
      if (!(error instanceof TransientError)) log('error', 'replay.failed', failureOf(error))
    }
  }

  async function run(replay: Replay): Promise<void> {
    let { cursor } = replay
    for (;;) {
      const search = { filter: replay.filter, limit: CHUNK, order: 'oldest', after: cursor } as const
      const page = await letters.search(search)
      const due = page.letters.filter(({ entry }) => !isBehind(entry, replay.until))
      for (const letter of due) {
        if (!(await mayGoOn(replay))) return
        await one(replay, letter)
        cursor = letter.entry
      }
      if (due.length < page.letters.length || page.next === undefined) break
    }
    if (!ending.signal.aborted) await replays.end(replay.id, 'done')
  }

  /** Until its end is known: a letter that cannot be written for now holds up its replay, and nothing else. */
  async function one(replay: Replay, letter: KeptLetter): Promise<void> {
    const wait = backoff()
    let event = isReplayable(letter) ? (await letters.events([letter.id]))[0] : undefined
    while (event !== undefined) {
      try {
        const { readings } = await send(letter, event, replay.id)
        return await pause((readings * 1_000) / replay.rate, replay)
      } catch (error) {
        if (error instanceof PermanentError) break
        await replays.trouble(replay.id, messageOf(error))
        await pause(wait(), replay)
        event = (await mayGoOn(replay)) ? event : undefined
        if (event === undefined) return
      }
    }
    await replays.pass(replay.id, letter.entry)
  }

  async function mayGoOn({ id }: Replay): Promise<boolean> {
    if (ending.signal.aborted || !(await replays.lease(token))) return false
    return (await replays.find(id))?.state === 'running'
  }

  async function pause(ms: number, replay: Replay): Promise<void> {
    for (let left = ms; left > 0 && !ending.signal.aborted; left -= MAX_PAUSE_MS) {
      await sleep(Math.min(left, MAX_PAUSE_MS), undefined, { signal: ending.signal }).catch(() => {})
      if (left > MAX_PAUSE_MS && !(await mayGoOn(replay))) return
    }
  }

  return {
    wake() {
      wanted = true
      working ??= workWhileWanted().finally(() => {
        working = undefined
      })
    },
    idle: async () => await working,
    async stop() {
      ending.abort()
      await working
    },
  }
}

/** Whether an entry came after another one. */
function isBehind(entry: string, other: string): boolean {
  const [time = 0, sequence = 0] = entry.split('-').map(Number)
  const [otherTime = 0, otherSequence = 0] = other.split('-').map(Number)
  return time > otherTime || (time === otherTime && sequence > otherSequence)
}
