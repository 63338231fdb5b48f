/** How often stations report, in seconds, and which share of them does. */
export type Cadences = readonly { seconds: number; share: number }[]

/** What consoles offer. */
export const cadences: Cadences = [
  { seconds: 16, share: 0.08 },
  { seconds: 30, share: 0.12 },
  { seconds: 60, share: 0.6 },
  { seconds: 300, share: 0.2 },
]

/** The cadences of a fleet: all stations that often, or the mixture of them. */
export function cadencesOf(everySeconds: number | undefined): Cadences {
  return everySeconds === undefined ? cadences : [{ seconds: everySeconds, share: 1 }]
}

/** Reports a second of so many stations. */
export function rateOf(stations: number, of = cadences): number {
  return of.reduce((sum, { seconds, share }) => sum + (stations * share) / seconds, 0)
}

/** The cadence of a station in ms: the same for the same number, mixed over all of them. */
export function cadenceOf(station: number, of = cadences): number {
  const place = ((station * 2_654_435_761) % 2 ** 32) / 2 ** 32
  let upTo = 0
  for (const { seconds, share } of of) {
    upTo += share
    if (place < upTo) return seconds * 1_000
  }
  return 60_000
}
