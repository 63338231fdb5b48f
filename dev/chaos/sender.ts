import { setTimeout as sleep } from 'node:timers/promises'
import type { Door, Reply } from './door.ts'
import type { Ledger, Note } from './ledger.ts'
import type { Random } from './random.ts'
import type { Batch, Said } from './said.ts'

/** How the load is made. */
export type Load = {
  door: Door
  ledger: Ledger
  random: Random
  /** The next batch to send. */
  next: () => Batch
  /** Readings a second, as long as the pipeline takes them. */
  rate: number
  /** Stations that send at the same time. */
  clients?: number
  /** How a client waits, in milliseconds; cut short by the signal. */
  wait?: (ms: number, signal: AbortSignal) => Promise<unknown>
}

/** What happened at the door. */
export type Traffic = { requests: number; answers: Record<string, number>; repeated: number; shelved: number }

type Parcel = { batch: Batch; notes: readonly Note[] }

const CLIENTS = 24

/** A client that was kept waiting does not make up for more than this. */
const CATCH_UP_MS = 2_000

/** Of what was not acknowledged at the first try: laid aside, and sent at the end in other company; or sent in halves. */
const SHELVE = 0.05
const HALVE = 0.3

/** Of what was acknowledged: sent once more, as by a station that has not seen the answer. */
const REPEAT = 0.01

/**
 * Sends like stations: what is answered 503, or not at all, is sent again until it is acknowledged, after the time that
 * the answer asks for. When `end` comes nothing new is begun; resolves when all is acknowledged, or at `giveUp`.
 */
export async function runLoad(load: Load, end: AbortSignal, giveUp: AbortSignal): Promise<Traffic> {
  const { door, ledger, random, next, rate, clients = CLIENTS } = load
  const wait = load.wait ?? ((ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}))
  const traffic: Traffic = { requests: 0, answers: {}, repeated: 0, shelved: 0 }
  const shelf: [Said, Note][] = []

  await Promise.all(Array.from({ length: clients }, client))
  const left = random.shuffled(shelf)
  const parcels: Parcel[] = []
  while (left.length > 0) {
    const some = left.splice(0, random.integer(1, 300))
    const readings = some.map(([reading]) => reading)
    parcels.push({ batch: { readings, asLines: false }, notes: some.map(([, note]) => note) })
  }
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let parcel = parcels.pop(); parcel !== undefined; parcel = parcels.pop()) await deliver(parcel)
    }),
  )
  return traffic

  async function client(): Promise<void> {
    let due = performance.now() + random.next() * 1_000
    while (!end.aborted) {
      const early = due - performance.now()
      if (early > 0) await wait(early, end)
      if (end.aborted) return
      due = Math.max(due, performance.now() - CATCH_UP_MS)
      const batch = next()
      due += (batch.readings.length * clients * 1_000) / rate
      await deliver({ batch, notes: batch.readings.map(ledger.begin) }, true)
    }
  }

  async function deliver(parcel: Parcel, isFirst = false): Promise<void> {
    const { batch, notes } = parcel
    for (let tries = 1; !giveUp.aborted; tries += 1) {
      const reply = await send(parcel)
      if (reply.status === 202) {
        if (isFirst && random.chance(REPEAT)) await repeat(parcel)
        return
      }
      if (reply.status !== 503 && reply.status !== 0) return ledger.violate(`answered ${reply.status}`)
      if (isFirst && tries === 1 && batch.key === undefined && random.chance(SHELVE)) {
        traffic.shelved += notes.length
        for (const [at, note] of notes.entries()) shelf.push([batch.readings[at] as Said, note])
        return
      }
      await wait(patience(reply), giveUp)
      if (batch.key === undefined && notes.length > 1 && random.chance(HALVE)) {
        await Promise.all(halves(parcel).map((half) => deliver(half)))
        return
      }
    }
  }

  async function send({ batch, notes }: Parcel): Promise<Reply> {
    const reply = await door(batch)
    traffic.requests += 1
    traffic.answers[reply.status] = (traffic.answers[reply.status] ?? 0) + 1
    if (reply.status === 202) note(reply, notes)
    else if (reply.status === 503 && reply.retryAfter === undefined) ledger.violate('503 without Retry-After')
    return reply
  }

  async function repeat(parcel: Parcel): Promise<void> {
    traffic.repeated += parcel.notes.length
    await send(parcel)
  }

  function note({ readings }: Reply, notes: readonly Note[]): void {
    if (readings.length !== notes.length) {
      ledger.violate('acknowledged another number of readings')
      return
    }
    for (const [at, one] of notes.entries()) {
      const { id, station, confirmedBy } = readings[at] as Reply['readings'][number]
      if (station !== one.station) ledger.violate('acknowledged another station')
      ledger.acknowledge(one, id, confirmedBy)
    }
  }

  /** As the answer asks, a little less to a little more, so that not all come at once; soon where there was none. */
  function patience({ retryAfter = 400 }: Reply): number {
    return retryAfter * (0.5 + random.next())
  }
}

function halves({ batch, notes }: Parcel): Parcel[] {
  const middle = Math.ceil(notes.length / 2)
  return [
    [0, middle],
    [middle, notes.length],
  ].map(([from, to]) => ({
    batch: { ...batch, readings: batch.readings.slice(from, to) },
    notes: notes.slice(from, to),
  }))
}
