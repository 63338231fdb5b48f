import { isDeepStrictEqual } from 'node:util'
import { noPlaces, type Places } from '#lib/stations/places.ts'
import type { LatestReading } from '#lib/store/latest.ts'
import type { Overview, Picture } from '../picture.ts'
import { summaryOf } from '../summary.ts'
import { createFlow } from './flow.ts'
import { type LiveState, sections } from './state.ts'

/** At most so many stations are shown live; all of them are in /v1/stations. */
const MAX_STATIONS = 1_000

/** How long the names of stations are taken for those in the window while their number stays the same. */
const NAMES_MS = 10_000

/** At most so many refusals, and so many dead letters. */
const MAX_REFUSED = 8
const MAX_DEAD = 5

/** Makes states of what the store holds, one after the other. */
export function createObserver(picture: Picture, now: () => number, places: () => Places = () => noPlaces) {
  const measure = createFlow()
  let last: LiveState | undefined
  let known = { count: 0, at: Number.NEGATIVE_INFINITY, stations: [] as string[] }

  /** The stations that are shown. A thousand names are not asked for once a second. */
  async function shown(count: number, at: number): Promise<string[]> {
    if (count !== known.count || at - known.at >= NAMES_MS)
      known = { count, at, stations: await picture.stations(MAX_STATIONS) }
    return known.stations
  }

  return async function observe(): Promise<LiveState> {
    const [overview, refused] = await Promise.all([picture.overview(), picture.refused(MAX_REFUSED)])
    const { counters, deadLetters, averages, conditions } = overview
    const dead = deadLetters === 0 ? [] : await picture.dead(MAX_DEAD)
    const at = now()
    const found = await picture.latest(await shown(overview.stations, at))
    const readings = keepSame(last?.readings, found)
    const fresh = [...readings.values()].filter((reading) => last?.readings.get(reading.station) !== reading)
    const flow = measure(at, counters, fresh.map(received))
    const newest = Math.max(...[...readings.values()].map(received))
    const state: LiveState = {
      at: new Date(at).toISOString(),
      store: 'here',
      summary: summaryOf(overview),
      flow: newest > 0 ? { ...flow, receivedAt: new Date(newest).toISOString() } : flow,
      averages,
      names: namesOf(readings.keys(), averages, places()),
      conditions,
      refused,
      dead,
      readings,
    }
    for (const name of sections) {
      if (last !== undefined && isDeepStrictEqual(state[name], last[name]))
        Object.assign(state, { [name]: last[name] })
    }
    last = state
    return state
  }
}

/** The readings by station; one that was there before is the same object. */
function keepSame(before: LiveState['readings'] | undefined, found: readonly (LatestReading | undefined)[]) {
  const readings = new Map<string, LatestReading>()
  for (const reading of found) {
    if (reading === undefined) continue
    const known = before?.get(reading.station)
    readings.set(reading.station, known !== undefined && isDeepStrictEqual(known, reading) ? known : reading)
  }
  return readings
}

/** The names that the registry has for what is shown. */
function namesOf(stations: Iterable<string>, averages: Overview['averages'], places: Places) {
  const municipalities = Object.values(averages).flatMap((means) => Object.keys(means))
  return {
    stations: named(stations, (slug) => places.of(slug)?.name),
    municipalities: named(municipalities, places.municipalityName),
  }
}

function named(
  slugs: Iterable<string>,
  nameOf: (slug: string) => string | undefined,
): Record<string, string> {
  return Object.fromEntries(
    [...slugs].flatMap((slug) => {
      const name = nameOf(slug)
      return name === undefined ? [] : [[slug, name]]
    }),
  )
}

function received({ receivedAt }: LatestReading): number {
  return Date.parse(receivedAt)
}
