import { type Cadences, cadenceOf } from './cadences.ts'
import { createWheel } from './wheel.ts'

/** A piece of what stations say: bodies of requests, each of one or several readings. */
export type Say = (body: string, readings: number) => void

/** What a fleet does. Times in ms. */
export type FleetOptions = {
  stations: number
  /** The mixture unless told. */
  cadences?: Cadences
  began: number
  /** From when on no station reaches ingest, and how long; undefined: never. */
  outage?: { from: number; ms: number } | undefined
  /** When it is over, stations come back within this time, all with what they have kept. */
  backWithinMs: number
  body: (station: number, at: number) => string
  random: () => number
}

/** Stations that report at their cadence, each with a jitter of its own. */
export type Fleet = {
  /** Lets all who are due until now say what they have to. */
  advance(now: number, say: Say): void
}

/** How exactly consoles keep their time: a share of the cadence. */
const JITTER = 0.02

/** A console keeps no more reports than this. */
const KEPT = 30

/** All stations are in the middle of their cadence at the beginning, as stations that have always been there are. */
export function createFleet({
  stations,
  cadences,
  began,
  outage,
  backWithinMs,
  body,
  random,
}: FleetOptions): Fleet {
  const wheel = createWheel(stations, began)
  /** Of stations that were cut off: the time of their first report that has not left. */
  const keptFrom = new Map<number, number>()
  for (let station = 0; station < stations; station += 1)
    wheel.enter(station, began + random() * cadenceOf(station, cadences))

  const end = outage && outage.from + outage.ms

  function report(station: number, now: number, say: Say): void {
    const cadence = cadenceOf(station, cadences)
    if (outage && end !== undefined && now >= outage.from && now < end) {
      keptFrom.set(station, now)
      wheel.enter(station, end + random() * backWithinMs)
      return
    }
    const since = keptFrom.get(station)
    let last = now
    if (since === undefined) say(body(station, now), 1)
    else {
      keptFrom.delete(station)
      const times = Array.from(
        { length: Math.floor((now - since) / cadence) + 1 },
        (_, index) => since + index * cadence,
      )
      const kept = times.slice(-KEPT)
      say(`[${kept.map((at) => body(station, at)).join(',')}]`, kept.length)
      last = times.at(-1) ?? now
    }
    wheel.enter(station, last + cadence * (1 + (random() - 0.5) * JITTER))
  }

  return { advance: (now, say) => wheel.due(now, (station) => report(station, now, say)) }
}
