import { setTimeout as sleep } from 'node:timers/promises'
import { post } from '../e2e/requests.ts'

/** Stations that send ten readings a second until it is disposed of, whatever the answers are. */
export function keepSending(ingest: string): AsyncDisposable {
  let isSending = true
  const sending = (async () => {
    for (let n = 0; isSending; n += 1) {
      void post(`${ingest}/v1/readings`, { station: `alert-${n % 5}`, temperature: n % 40 }).catch(() => {})
      await sleep(100)
    }
  })()
  return {
    async [Symbol.asyncDispose]() {
      isSending = false
      await sending
    },
  }
}

/** Whether it comes true within a minute. */
export async function until(isTrue: () => Promise<boolean>, withinMs = 60_000): Promise<boolean> {
  const end = performance.now() + withinMs
  while (!(await isTrue())) {
    if (performance.now() > end) return false
    await sleep(300)
  }
  return true
}
