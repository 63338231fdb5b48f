import type { Redis } from 'iovalkey'
import { createValkeyLetters } from '../../functions/dead-letters/valkey-store.ts'

const limits = { letters: 100, age: 3_600_000, bytes: 1e6 }

/** Keeps a dead letter that came at `now`, as the function does: an event of Kafka's that ran out of tries. */
export async function keepLetter(client: Redis, now: number, body: string): Promise<void> {
  const letter = {
    id: 'e-0123456789abcdef0123456789abcdef',
    broker: 'kafka',
    source: '/chaac/kafka-writer',
    type: 'io.chaac.weather.readings.v1',
    eventId: '1',
    publishedAt: now - 10_000,
    reason: 'out of tries: no answer',
    status: undefined,
    attempts: 1001,
    firstFailedAt: undefined,
    lastFailedAt: undefined,
    readings: 1,
    refused: 0,
    stations: ['tikal'],
    size: body.length,
    truncated: false,
  } as const
  const event = { attributes: {}, contentType: undefined, body: Buffer.from(body) }
  await createValkeyLetters(client, 'weather', limits, () => now).keep(letter, event)
}
