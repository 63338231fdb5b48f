import { setTimeout as sleep } from 'node:timers/promises'
import type { DemoStation } from './observations.ts'
import { post } from './post.ts'

/** Readings a second at `--speed 1`: slow enough to follow with the eye. */
const PACE = 5

/** Lets the stations speak in turn, at an even pace, until the signal ends it. `sent` hears of each reading. */
export async function feed(
  ingest: string,
  stations: readonly DemoStation[],
  speed: number,
  sent: (station: string, began: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now()
  for (let turn = 0; !signal.aborted; turn += 1) {
    const due = began + (turn * 1000) / (PACE * speed)
    await sleep(Math.max(0, due - performance.now()), undefined, { signal }).catch(() => {})
    const { station, municipality, observations } = stations[turn % stations.length] as DemoStation
    const said = observations[Math.floor(turn / stations.length) % observations.length]
    if (!signal.aborted) void say({ station, municipality, ...said })
  }

  async function say(reading: { station: string; municipality: string }): Promise<void> {
    const start = performance.now()
    // A refusal shows in the numbers; the next reading of the station follows anyway.
    const { status } = await post(ingest, reading, signal)
    if (status === 202) sent(reading.station, start)
  }
}
