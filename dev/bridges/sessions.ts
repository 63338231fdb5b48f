import { backoff } from '#lib/platform/backoff.ts'
import { messageOf } from '#lib/platform/errors.ts'
import { pause } from './stopping.ts'

const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 1_000
const LASTED_MS = 5_000

/**
 * Begins a session again whenever one fails, until the signal ends it. The waits grow, and begin small again after a
 * session that lasted. The same reason is told once in a row.
 */
export async function keepGoing(
  session: () => Promise<void>,
  failed: (reason: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let wait = backoff(FIRST_WAIT_MS, LONGEST_WAIT_MS)
  let said = ''
  while (!signal.aborted) {
    const began = performance.now()
    try {
      await session()
    } catch (error) {
      if (performance.now() - began > LASTED_MS) {
        wait = backoff(FIRST_WAIT_MS, LONGEST_WAIT_MS)
        said = ''
      }
      const reason = messageOf(error)
      if (reason !== said) failed(reason)
      said = reason
      await pause(wait(), signal)
    }
  }
}
