import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import { readSummary } from '../../dev/pipeline/observe.ts'
import { partNames } from '../../dev/pipeline/parts.ts'
import type { Pipeline } from '../../dev/pipeline/pipeline.ts'
import type { Stack } from '../../dev/stack/broker.ts'
import { cpuOf } from '../../dev/usage.ts'
import { watchAppearances } from './appearance.ts'
import { openLoop, quantile } from './open-loop.ts'
import { submissions } from './samples.ts'
import type { Workbench } from './workbench.ts'
import { runWrk } from './wrk.ts'

/** What a steady rate has shown. `cpu_us`: what all parts but the brokers have used for a reading. */
export type Steady = {
  readings: number
  p50_ms: number
  p99_ms: number
  'p99.9_ms': number
  cpu_us: number
  /** From the last request until all are stored. */
  settle_ms: number
}

/** A pipeline that readings are sent through. All that was acknowledged must be stored, or it throws. */
export type EndToEnd = AsyncDisposable & {
  /** Readings a second from the first of many requests over 64 connections until all are stored. */
  peak(seconds: number): Promise<number>
  /** Readings at a steady rate, each followed from the moment at which it is due until it is in Valkey. */
  steady(rate: number, seconds?: number, during?: () => Promise<void>): Promise<Steady>
}

/** Of so many readings one is followed. */
const FOLLOWED = 4

/** How long the store may take for what was acknowledged. */
const SETTLE_MS = 120_000

const headers = { 'content-type': 'application/json' }

/** Nobody else may send meanwhile. */
export async function openEndToEnd(at: Workbench, stack: Stack, pipeline: Pipeline): Promise<EndToEnd> {
  const appearances = await watchAppearances(stack.valkey.addr)
  const bodies = submissions(10_000)
  const file = at.lines('submissions', bodies)
  const stored = async () => (await readSummary(pipeline.query)).stored

  async function untilStored(count: number): Promise<void> {
    const deadline = performance.now() + SETTLE_MS
    while ((await stored()) < count) {
      if (performance.now() > deadline) throw new Error('what was acknowledged is not stored')
      await sleep(20)
    }
  }

  async function untilAllAppeared(): Promise<void> {
    for (let waited = 0; appearances.missing > 0 && waited < 5_000; waited += 50) await sleep(50)
    if (appearances.missing > 0) throw new Error(`${appearances.missing} readings did not appear`)
  }

  return {
    async peak(seconds) {
      const before = await stored()
      const began = performance.now()
      const { requests } = await runWrk({
        url: `${pipeline.ingest}/v1/readings`,
        bodies: file,
        headers,
        seconds,
      })
      await untilStored(before + requests)
      return (requests * 1_000) / (performance.now() - began)
    },

    async steady(rate, seconds = 10, during = async () => {}) {
      await using pool = openPool(pipeline.ingest)
      const pids = partNames.map((name) => pipeline.process(name).pid)
      const known = appearances.delays.length
      const before = await stored()
      const cpu = cpuOf(pids)
      const answers: Promise<void>[] = []
      const beside = during()
      await openLoop(rate, seconds, (index, due) => {
        const station = index % FOLLOWED === 0 ? appearances.send(due) : undefined
        const followed = JSON.stringify({ station, temperature: 21 })
        answers.push(pool.post(station === undefined ? (bodies[index % bodies.length] ?? '') : followed))
      })
      await Promise.all([...answers, beside])
      const ended = performance.now()
      await untilStored(before + answers.length)
      const settle = performance.now() - ended
      await untilAllAppeared()
      const delays = appearances.delays.slice(known)
      return {
        readings: answers.length,
        p50_ms: quantile(delays, 0.5),
        p99_ms: quantile(delays, 0.99),
        'p99.9_ms': quantile(delays, 0.999),
        cpu_us: (cpuOf(pids) - cpu) / answers.length,
        settle_ms: settle,
      }
    },

    [Symbol.asyncDispose]: () => appearances[Symbol.asyncDispose](),
  }
}

/** Connections to ingest. `post` rejects unless the reading was acknowledged. */
function openPool(ingest: string) {
  const pool = new Pool(ingest, { connections: 128, pipelining: 1 })
  return {
    async post(body: string): Promise<void> {
      const answer = await pool.request({ method: 'POST', path: '/v1/readings', headers, body })
      await answer.body.dump()
      if (answer.statusCode !== 202) throw new Error(`ingest answered ${answer.statusCode}`)
    },
    [Symbol.asyncDispose]: () => pool.close(),
  }
}
