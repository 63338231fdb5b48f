import { randomUUID } from 'node:crypto'
import { setInterval } from 'node:timers/promises'
import { CLOCK_EVENT_TYPE } from '#lib/domain/event.ts'

/** Plays Knative's PingSource: sends a tick to a consumer at once and every minute, until the signal ends it. */
export async function runClock(consumer: string, signal: AbortSignal, everyMs = 60_000): Promise<void> {
  await tick(consumer)
  try {
    for await (const _ of setInterval(everyMs, undefined, { signal })) await tick(consumer)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** A tick that is lost is made up for by the next one. */
async function tick(consumer: string): Promise<void> {
  const headers = {
    'ce-specversion': '1.0',
    'ce-type': CLOCK_EVENT_TYPE,
    'ce-source': '/apis/v1/namespaces/weather/pingsources/clock',
    'ce-id': randomUUID(),
    'ce-time': new Date().toISOString(),
  }
  await fetch(consumer, { method: 'POST', headers, signal: AbortSignal.timeout(10_000) }).catch(() => {})
}
