import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import { readSummary } from '../../../dev/pipeline/observe.ts'
import { partNames } from '../../../dev/pipeline/parts.ts'
import type { Pipeline } from '../../../dev/pipeline/pipeline.ts'
import { cpuOf } from '../../../dev/usage.ts'
import { type Appearances, watchAppearances } from '../appearance.ts'
import type { Bench, Sample } from '../bench.ts'
import { openLoop, quantile } from '../open-loop.ts'
import { submissions } from '../samples.ts'
import type { Workbench } from '../workbench.ts'
import { runWrk } from '../wrk.ts'

const SECONDS = 10
const headers = { 'content-type': 'application/json' }

/** Of so many readings one is followed. */
const FOLLOWED = 4

/** How long the store may take for what was acknowledged. */
const SETTLE_MS = 60_000

/** All stages. */
export const endToEnd: Bench = {
  name: 'end-to-end',
  about: `One reading a request, from when it is due (open loop: what is slow makes what follows late) until Valkey has it, over both brokers: at 500 a second, and at 10, 50 and 90% of the peak. The peak is what the store takes from as many requests as 64 connections can send. \`cpu\` is what all parts but the brokers use of the processors for a reading, in µs; brokers, Valkey and the load run on the same cores.`,
  figure: 'p50_ms',

  async open(at: Workbench) {
    await using owned = new AsyncDisposableStack()
    const stack = owned.use(await at.stack())
    const pipeline = owned.use(await at.pipeline(stack))
    const appearances = owned.use(await watchAppearances(stack.valkey.addr))
    const bodies = at.lines('submissions', submissions(10_000))
    await peakOf(pipeline, bodies, 5) // what is compiled while it runs is compiled now
    const peak = await peakOf(pipeline, bodies, 10)
    at.tell(`end-to-end: peak ${peak.toFixed(0)} readings/s`)
    const variant = (name: string, rate: number) => ({
      name,
      run: () => measure(pipeline, appearances, rate),
    })
    const all = owned.move()
    return {
      variants: [
        variant('500 a second', 500),
        variant('10% of the peak', 0.1 * peak),
        variant('50% of the peak', 0.5 * peak),
        variant('90% of the peak', 0.9 * peak),
      ],
      [Symbol.asyncDispose]: () => all.disposeAsync(),
    }
  },
}

/** Readings a second from the first request until all are stored. */
async function peakOf(pipeline: Pipeline, bodies: string, seconds: number): Promise<number> {
  const before = (await readSummary(pipeline.query)).stored
  const began = performance.now()
  const { requests } = await runWrk({ url: `${pipeline.ingest}/v1/readings`, bodies, headers, seconds })
  await untilStored(pipeline, before + requests)
  return (requests * 1_000) / (performance.now() - began)
}

async function measure(pipeline: Pipeline, appearances: Appearances, rate: number): Promise<Sample> {
  const pool = new Pool(pipeline.ingest, { connections: 128, pipelining: 1 })
  const bodies = submissions(1_000)
  const pids = partNames.map((name) => pipeline.process(name).pid)
  const known = appearances.delays.length
  const before = (await readSummary(pipeline.query)).stored
  const cpu = cpuOf(pids)
  let acknowledged = 0
  const answers: Promise<void>[] = []
  await openLoop(rate, SECONDS, (index, due) => {
    const station = index % FOLLOWED === 0 ? appearances.send(due) : undefined
    const body = station === undefined ? bodies[index % 1_000] : JSON.stringify({ station, temperature: 21 })
    answers.push(post(pool, body ?? ''))
  })
  await Promise.all(answers)
  await untilStored(pipeline, before + acknowledged)
  for (let waited = 0; appearances.missing > 0 && waited < 5_000; waited += 50) await sleep(50)
  if (appearances.missing > 0) throw new Error(`${appearances.missing} readings did not appear`)
  const used = cpuOf(pids) - cpu
  await pool.close()
  const delays = appearances.delays.slice(known)
  return {
    rate_s: rate,
    p50_ms: quantile(delays, 0.5),
    p99_ms: quantile(delays, 0.99),
    'p99.9_ms': quantile(delays, 0.999),
    cpu_us: used / acknowledged,
  }

  async function post(to: Pool, body: string): Promise<void> {
    const answer = await to.request({ method: 'POST', path: '/v1/readings', headers, body })
    await answer.body.dump()
    if (answer.statusCode !== 202) throw new Error(`ingest answered ${answer.statusCode}`)
    acknowledged += 1
  }
}

async function untilStored({ query }: Pipeline, count: number): Promise<void> {
  const deadline = performance.now() + SETTLE_MS
  while ((await readSummary(query)).stored < count) {
    if (performance.now() > deadline) throw new Error('what was acknowledged is not stored')
    await sleep(20)
  }
}
