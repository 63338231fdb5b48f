import { type Broker, brokers, MAX_READINGS } from '#lib/domain/event.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { PermanentError, TransientError } from '#lib/platform/errors.ts'
import { contentOf } from '../content.ts'
import type { DeadEvent, KeptLetter } from '../letter.ts'
import type { Letters } from '../letters.ts'

/** One writer: resolves only after its broker has confirmed all of the readings. */
export type Write = (readings: readonly Reading[]) => Promise<void>

/** What became of a letter: how many readings are durable again, and where. */
export type Sent = { readings: number; confirmedBy: Broker }

/** Sends the readings of a letter through a writer, and ends the letter once they are durable. */
export type Send = (letter: KeptLetter, event: DeadEvent, replay?: string) => Promise<Sent>

/**
 * A letter goes back the way it came; the other way when that one is closed. Between the writer's confirmation and the
 * end of the letter anything may happen: then it is sent again, and its readings count once.
 */
export function createSend(writers: Readonly<Record<Broker, Write>>, letters: Letters): Send {
  /** Rejects with PermanentError when it can never be a reading, with TransientError when the writers are away. */
  return async (letter, event, replay) => {
    const { readings, refusals, problem } = contentOf(event)
    if (letter.truncated) throw new PermanentError('the event was too large to be kept whole')
    if (readings.length === 0)
      throw new PermanentError(problem ?? refusals[0]?.reason ?? 'it has no readings')
    const confirmedBy = await write(readings, letter.broker)
    await letters.end(letter, { how: 'replayed', refusals, replay })
    return { readings: readings.length, confirmedBy }
  }

  async function write(readings: readonly Reading[], first: string): Promise<Broker> {
    const failures: string[] = []
    for (const broker of [...brokers].sort((a, b) => Number(b === first) - Number(a === first))) {
      try {
        for (let at = 0; at < readings.length; at += MAX_READINGS)
          await writers[broker](readings.slice(at, at + MAX_READINGS))
        return broker
      } catch (error) {
        if (!(error instanceof TransientError)) throw error
        failures.push(`${broker}: ${error.message}`)
      }
    }
    throw new TransientError(failures.join('; '))
  }
}
