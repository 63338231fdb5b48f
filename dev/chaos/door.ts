import type { Broker } from '#lib/domain/event.ts'
import type { Batch } from './said.ts'

/** What came back. Status 0: nothing did. */
export type Reply = {
  status: number
  /** What the answer asks for, in milliseconds. */
  retryAfter?: number
  readings: readonly { id: string; station: string; confirmedBy: readonly Broker[] }[]
}

/** Brings readings to ingest. Never rejects. */
export type Door = (batch: Batch) => Promise<Reply>

/** Longer than ingest takes for any answer. */
const PATIENCE_MS = 15_000

/** The door of an ingest at this address. */
export function httpDoor(ingest: string, headers: Record<string, string> = {}): Door {
  return async ({ readings, key, asLines }) => {
    const lines = () => readings.map((reading) => JSON.stringify(reading)).join('\n')
    try {
      const response = await fetch(`${ingest}/v1/readings`, {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': asLines ? 'application/x-ndjson' : 'application/json',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        body: asLines ? lines() : JSON.stringify(readings.length === 1 ? readings[0] : readings),
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
      const { readings: answered = [] } = (await response.json()) as Partial<Reply>
      return {
        status: response.status,
        readings: answered,
        ...(seconds > 0 ? { retryAfter: seconds * 1_000 } : {}),
      }
    } catch {
      return { status: 0, readings: [] }
    }
  }
}
