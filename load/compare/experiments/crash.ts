import { setTimeout as sleep } from 'node:timers/promises'
import { readSummary } from '../../../dev/pipeline/observe.ts'
import type { Pipeline } from '../../../dev/pipeline/pipeline.ts'
import type { Stack } from '../../../dev/stack/broker.ts'
import type { Bench, Sample, Variant } from '../../bench/bench.ts'
import { submissions } from '../../bench/samples.ts'
import { staged } from '../../bench/staged.ts'
import type { Workbench } from '../../bench/workbench.ts'
import { type Name, names } from '../broker-process.ts'

const PAUSE_MS = 20
const LIMIT_MS = 60_000

/** How long a crash of the only broker is felt. */
export const crash: Bench = {
  name: 'crash',
  about:
    'The broker that alone carries the readings is killed and started again at once, while somebody sends. Milliseconds since then: until the broker itself answers its clients again (`broker`), until ingest acknowledges a reading (`back`), and until one that was acknowledged after the crash is in Valkey (`stored`).',
  figure: 'back_ms',

  open: (at: Workbench) =>
    staged(async (owned) => {
      const stack = owned.use(await at.stack())
      const variants: Variant[] = []
      for (const name of names) {
        const pipeline = owned.use(await at.pipeline(stack, undefined, { ingest: { ROUTE: name } }))
        variants.push({ name, run: () => breakOnce(stack, pipeline, name) })
      }
      return variants as [Variant, ...Variant[]]
    }),
}

async function breakOnce(stack: Stack, pipeline: Pipeline, name: Name): Promise<Sample> {
  await until('nothing was acknowledged before the crash', () => acknowledges(pipeline))
  await sleep(1_000)
  const began = performance.now()
  const passed = () => performance.now() - began
  await stack[name].kill()
  const broker = stack[name].start().then(passed)
  await until('nothing was acknowledged after the crash', () => acknowledges(pipeline))
  const back = passed()
  const { stored } = await readSummary(pipeline.query)
  // The one that was acknowledged may be among these already, so others follow it.
  await until(
    'nothing was stored after the crash',
    async () => (await acknowledges(pipeline)) && (await readSummary(pipeline.query)).stored > stored,
  )
  return { broker_ms: await broker, back_ms: back, stored_ms: passed() }
}

async function acknowledges({ ingest }: Pipeline): Promise<boolean> {
  const [body = ''] = submissions(1)
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${ingest}/v1/readings`, { method: 'POST', headers, body })
  await answer.arrayBuffer()
  return answer.status === 202
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + LIMIT_MS; !(await isSo()); await sleep(PAUSE_MS)) {
    if (performance.now() > end) throw new Error(`${what} within ${LIMIT_MS / 1_000} s`)
  }
}
