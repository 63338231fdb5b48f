import { setTimeout as sleep } from 'node:timers/promises'
import { readSummary } from '../pipeline/observe.ts'
import type { DemoStation } from './observations.ts'
import { post } from './post.ts'

/** Where every reading is: `missing` were confirmed but are not in the store. */
export type Account = {
  sent: number
  kafka: number
  rabbitmq: number
  stored: number
  duplicates: number
  missing: number
}

/** How many posts are under way at once, how often one is tried again, and how long the store may take. */
const CLIENTS = 16
const TRIES = 20
const STORE_MS = 60_000

/** Sends `count` readings, waits until all are stored, and counts. The pipeline must be at rest and nobody else send. */
export async function balance(
  urls: { ingest: string; query: string },
  stations: readonly DemoStation[],
  count: number,
): Promise<Account> {
  const before = await readSummary(urls.query)
  const account = { sent: 0, kafka: 0, rabbitmq: 0, stored: 0, duplicates: 0, missing: 0 }
  let next = 0
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (next < count) await sendOne(next++)
    }),
  )

  const deadline = performance.now() + STORE_MS
  do {
    await sleep(50)
    const now = await readSummary(urls.query)
    account.stored = now.stored - before.stored
    account.duplicates = now.duplicates - before.duplicates
    account.missing = account.sent - account.stored
  } while (!isComplete(account) && performance.now() < deadline)
  return account

  async function sendOne(index: number): Promise<void> {
    const { station, municipality, observations } = stations[index % stations.length] as DemoStation
    const said = observations[Math.floor(index / stations.length) % observations.length]
    // Under its own id a reading that is sent again, after an answer that got lost, counts once.
    const reading = { station, municipality, id: `once-${process.pid}-${index}`, ...said }
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const { status, readings } = await post(urls.ingest, reading)
      if (status === 202) {
        account.sent += 1
        if (readings[0]?.confirmedBy.includes('kafka')) account.kafka += 1
        if (readings[0]?.confirmedBy.includes('rabbitmq')) account.rabbitmq += 1
        return
      }
      await sleep(500)
    }
  }
}

/** True when all that was confirmed is stored, and each second confirmation was seen as a duplicate. */
export function isComplete({ sent, kafka, rabbitmq, stored, duplicates }: Account): boolean {
  return stored === sent && duplicates === kafka + rabbitmq - sent
}

/** The account in one line. */
export function describeAccount({ sent, kafka, rabbitmq, stored, duplicates, missing }: Account): string {
  return `sent ${sent} · confirmed kafka ${kafka} · rabbitmq ${rabbitmq} · stored ${stored} · duplicates ${duplicates} · missing ${missing}`
}
