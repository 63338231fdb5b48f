import type { Redis } from 'iovalkey'
import type { Broker } from '#lib/domain/event.ts'
import { sourceOf } from '#lib/domain/event.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { PermanentError, TransientError } from '#lib/platform/errors.ts'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { createApp } from '../../functions/dead-letters/app.ts'
import { createSend } from '../../functions/dead-letters/replay/send.ts'
import { createWorker } from '../../functions/dead-letters/replay/worker.ts'
import { createValkeyReplays } from '../../functions/dead-letters/valkey-replay-store.ts'
import { createValkeyLetters, type Limits } from '../../functions/dead-letters/valkey-store.ts'

const DAY = 24 * 3_600_000

/** What a page of the API has, as far as tests look at it. */
export type Listed = {
  deadLetters: { id: string; reason: string; readingIds?: string[]; event?: { body?: string } }[]
  next?: string
  counts: Record<string, number>
}

/** The function over a real Valkey, with writers that note what they are given. */
export function createDeadLetters(
  client: Redis,
  prefix: string,
  { limits = {}, operatorKey }: { limits?: Partial<Limits>; operatorKey?: string } = {},
) {
  const clock = { now: Date.now() }
  const now = () => clock.now
  const written: { broker: Broker; readings: readonly Reading[] }[] = []
  const trouble: Partial<Record<Broker, 'away' | 'refuses'>> = {}
  const writer = (broker: Broker) => async (readings: readonly Reading[]) => {
    if (trouble[broker] === 'away') throw new TransientError('away')
    if (trouble[broker] === 'refuses') throw new PermanentError('a rule')
    written.push({ broker, readings })
  }
  const all = { letters: 1_000, age: 7 * DAY, bytes: 1e9, ...limits }
  const letters = createValkeyLetters(client, prefix, all, now)
  const replays = createValkeyReplays(client, prefix, now)
  const send = createSend({ kafka: writer('kafka'), rabbitmq: writer('rabbitmq') }, letters)
  const { log, events } = createRecordingLog()
  const worker = createWorker({ letters, replays, send, log })
  const app = createApp({ letters, replays, send, worker, operatorKey, tries: 1001, log, now })

  const ask = async (method: string, path: string, headers: Record<string, string> = {}) => {
    const response = await app.request(path, { method, headers })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
  }
  return {
    app,
    letters,
    replays,
    send,
    worker,
    clock,
    written,
    trouble,
    logged: events,
    ask,
    list: async (query = '') => (await ask('GET', `/v1/dead-letters?${query}`)).body as Listed,
    /** Hands it an event as a source does. */
    post: (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, path = '/kafka') =>
      app.request(path, { method: 'POST', body, headers: { ...letterHeaders(), ...headers } }),
  }
}

let events = 0

/** The headers of a letter that ran out of tries, each time another event. */
export function letterHeaders(): Record<string, string> {
  events += 1
  return {
    'ce-specversion': '1.0',
    'ce-id': `event-${events}`,
    'ce-source': sourceOf.kafka,
    'ce-type': 'io.chaac.weather.readings.v1',
    'content-type': 'application/json',
    'ce-knativeerrordest': 'http://kafka-consumer/',
    'ce-knativekafkaoffset': '1',
  }
}
