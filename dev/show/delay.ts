import { setTimeout as sleep } from 'node:timers/promises'

/** A station whose reading is on its way is looked for this long. */
const LIMIT_MS = 5_000
const EVERY_MS = 5

/**
 * Measures one reading at a time: `sent` takes each that was posted and follows it, when it follows none, until the API
 * shows it. `measured` hears the milliseconds since the POST began.
 */
export function createDelayProbe(query: string, measured: (milliseconds: number) => void) {
  let following = false
  return {
    sent(station: string, began: number): void {
      if (following) return
      following = true
      void follow(station, began).finally(() => {
        following = false
      })
    },
  }

  async function follow(station: string, began: number): Promise<void> {
    const postedAt = performance.timeOrigin + began
    while (performance.now() - began < LIMIT_MS) {
      const shown = await newestOf(station)
      if (shown >= Math.floor(postedAt)) return measured(performance.now() - began)
      await sleep(EVERY_MS)
    }
  }

  /** When the newest shown reading of the station was received, or 0. */
  async function newestOf(station: string): Promise<number> {
    try {
      const response = await fetch(`${query}/v1/stations/${station}`)
      const { receivedAt = 0 } = (await response.json()) as { receivedAt?: string }
      return new Date(receivedAt).getTime()
    } catch {
      return 0
    }
  }
}
