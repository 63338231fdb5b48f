import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '#lib/platform/errors.ts'

/** How often and how patiently a source tries again: `delivery` in its resource. */
export type Delivery = { retry: number; backoffPolicy: 'linear' | 'exponential'; backoffDelayMs: number }

/** What a sink answered. `body` holds its first bytes only. */
export type Answer = {
  status: number
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
}

/** What a source makes of a status. */
export type Verdict = 'delivered' | 'retry' | 'failed'

/** Why a delivery was given up: the last answer where there was one. */
export type Failure = { answer: Answer | undefined; attempts: number; reason: string }

const LONGEST_TIMER_MS = 2 ** 31 - 1 // Node fires at once beyond it

/** The wait before a retry, counted from 1. No jitter and no cap, as in both sources. */
export function delayBefore(retry: number, { backoffPolicy, backoffDelayMs }: Delivery): number {
  const delay = backoffPolicy === 'linear' ? backoffDelayMs * retry : backoffDelayMs * 2 ** retry
  return Math.min(delay, LONGEST_TIMER_MS)
}

/**
 * Tries until the verdict is final or the retries are used up. An attempt that throws had no answer: it is retried.
 * Resolves with nothing once delivered, else with the failure.
 * @throws the signal's reason, when it ends the wait for another try
 */
export async function deliver(
  attempt: () => Promise<Answer>,
  verdictOf: (status: number) => Verdict,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  for (let attempts = 1; ; attempts++) {
    const { answer, reason } = await attempt().then(answered, unanswered)
    const verdict = answer === undefined ? 'retry' : verdictOf(answer.status)
    if (verdict === 'delivered') return undefined
    if (verdict === 'failed') return { answer, attempts, reason }
    signal.throwIfAborted() // before giving up: an attempt that was cut by the end says nothing about the event
    if (attempts > delivery.retry) return { answer, attempts, reason }
    await sleep(delayBefore(attempts, delivery), undefined, { signal })
  }
}

function answered(answer: Answer): { answer: Answer | undefined; reason: string } {
  return { answer, reason: `status ${answer.status}` }
}

function unanswered(error: unknown): { answer: Answer | undefined; reason: string } {
  return { answer: undefined, reason: messageOf(error) }
}
