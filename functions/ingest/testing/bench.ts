import type { Reading } from '#lib/domain/reading.ts'
import { NOON } from '#lib/testing/readings.ts'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { type Admit, admitAll } from '../admission.ts'
import { createApp } from '../app.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { Deliver } from '../route.ts'

/** What a test may change of a bench. */
export type BenchParts = { deliver?: Deliver; admit?: Admit; now?: () => number; retention?: number }

/** Ingest at noon, over a broker that confirms everything at once; keeps what was delivered and what was logged. */
export function createDialectBench(dialects: readonly Dialect[], parts: BenchParts = {}) {
  const delivered: Reading[] = []
  const { log, lines } = createRecordingLog()
  const deliver: Deliver = async (readings) => {
    const confirmed = await (parts.deliver?.(readings) ??
      readings.map((reading) => ({ reading, confirmedBy: ['kafka' as const] })))
    delivered.push(...readings)
    return confirmed
  }
  const app = createApp({
    dialects,
    admit: parts.admit ?? admitAll,
    deliver,
    writers: () => ({}),
    retention: parts.retention ?? 3_600_000,
    retryAfter: 2,
    log,
    now: parts.now ?? (() => NOON),
  })
  return { app, delivered, lines, ask: (sample: Sample) => ask(app, sample) }
}

/** A request as a station sends it. */
export type Sample = {
  what: string
  method?: 'GET' | 'POST'
  /** Path and query. */
  target: string
  headers?: Record<string, string>
  body?: string
}

/** Sends a sample. */
export async function ask(
  app: ReturnType<typeof createApp>,
  { method = 'GET', target, headers = {}, body }: Sample,
): Promise<Response> {
  return await app.request(target, { method, headers, ...(body === undefined ? {} : { body }) })
}

/** A form, POSTed. */
export function aForm(target: string, body: string, what = 'a form'): Sample {
  return {
    what,
    method: 'POST',
    target,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  }
}

/** JSON, POSTed. */
export function aJson(target: string, input: unknown, what = 'JSON'): Sample {
  const body = typeof input === 'string' ? input : JSON.stringify(input)
  return { what, method: 'POST', target, headers: { 'content-type': 'application/json' }, body }
}
