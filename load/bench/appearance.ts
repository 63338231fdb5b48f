import { Redis } from 'iovalkey'
import { storeKeys } from '#lib/store/keys.ts'

/** Watches for readings to appear in the store. */
export type Appearances = AsyncDisposable & {
  /** A station of which nothing is on its way, until it has appeared; undefined when all are busy. */
  send(due: number): string | undefined
  /** The times from when they were due until they appeared, in ms. */
  readonly delays: readonly number[]
  /** How many have not appeared yet. */
  readonly missing: number
}

const STATIONS = 4_000

/** Valkey itself tells when it has written the newest reading of a station: nothing is polled. */
export async function watchAppearances(address: string): Promise<Appearances> {
  const client = new Redis(`redis://${address}`)
  await client.config('SET', 'notify-keyspace-events', 'Kh')
  const free = Array.from({ length: STATIONS }, (_, index) => `probe-${index}`)
  const channelOf = (station: string) => `__keyspace@0__:${storeKeys('weather').latest(station)}`
  const stations = new Map(free.map((station) => [channelOf(station), station]))
  const sent = new Map<string, number>()
  const delays: number[] = []
  client.on('message', (channel) => {
    const station = stations.get(channel) ?? ''
    const due = sent.get(station)
    if (due === undefined) return
    delays.push(performance.now() - due)
    sent.delete(station)
    free.push(station)
  })
  await client.subscribe(...stations.keys())
  return {
    delays,
    get missing() {
      return sent.size
    },
    send(due) {
      const station = free.shift()
      if (station !== undefined) sent.set(station, due)
      return station
    },
    async [Symbol.asyncDispose]() {
      client.disconnect()
    },
  }
}
