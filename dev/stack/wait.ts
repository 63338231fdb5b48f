import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '#lib/platform/errors.ts'
import { describeExit, type Supervised } from '../process.ts'

/** How long to try, and how often. */
export type Patience = { withinMs: number; everyMs?: number }

/** Tries `probe` again and again until it succeeds; fails after `withinMs`, or when `giveUp` throws. */
export async function until(
  name: string,
  probe: () => Promise<void>,
  { withinMs, everyMs = 25 }: Patience,
  giveUp: () => void = () => {},
): Promise<void> {
  const end = performance.now() + withinMs
  for (;;) {
    try {
      return await probe()
    } catch (error) {
      giveUp()
      if (performance.now() > end) {
        const last = `the last try said: ${messageOf(error)}`
        throw new Error(`${name} did not answer within ${withinMs / 1000} s; ${last}`, { cause: error })
      }
    }
    await sleep(everyMs)
  }
}

/** Waits for the answer of a process; fails at once when it ends. */
export async function untilReady(
  process: Supervised,
  probe: () => Promise<void>,
  patience: Patience,
): Promise<void> {
  try {
    await until(process.name, probe, patience, () => {
      if (!process.isRunning()) throw new Error(`${process.name} ended while starting`)
    })
  } catch (error) {
    const how = process.isRunning() ? '' : ` (${describeExit(await process.exited)})`
    throw new Error(`${messageOf(error)}${how}:\n${process.tail()}`, { cause: error })
  }
}
