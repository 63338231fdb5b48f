import { bareServers } from '../bare-servers.ts'
import type { Bench, Variant } from '../bench.ts'
import { burst } from '../burst.ts'
import { submissions } from '../samples.ts'
import { staged } from '../staged.ts'
import type { Workbench } from '../workbench.ts'
import type { Burst } from '../wrk.ts'

const SECONDS = 2
const parts = ['kafka-writer', 'rabbit-writer', 'ingest'] as const
const json = { 'content-type': 'application/json' }

/** The first stage: one reading a request, answered when both brokers have confirmed it. */
export const ingest: Bench = {
  name: 'ingest',
  about:
    'One reading a request over 64 connections, answered when both brokers have confirmed it. `cpu` is what ingest and both writers use of the processors for a reading, in µs; all run on the same cores, brokers and load generator included.',
  figure: 'rate_s',
  rounds: 9,
  warmUps: 8, // a writer has few calls a second

  open: (at: Workbench) =>
    staged(async (owned) => {
      const bodies = at.lines('submissions', submissions(10_000))
      const servers = owned.use(await bareServers(at))
      const stack = owned.use(await at.stack())
      const variant = (name: string, url: string, pids: number[]): Variant => ({
        name,
        run: () => measure({ url, bodies, headers: json, seconds: SECONDS }, pids),
      })
      const pipeline = owned.use(await at.pipeline(stack, parts))
      const pids = parts.map((part) => pipeline.process(part).pid)
      return [
        variant('bare Hono', servers.hono.url, [servers.hono.pid]),
        variant('bare node:http', servers.http.url, [servers.http.pid]),
        variant('ingest, both brokers', `${pipeline.ingest}/v1/readings`, pids),
      ]
    }),
}

async function measure(load: Burst, pids: number[]) {
  const { requests, seconds, cpu, p50, p99 } = await burst(load, pids)
  return { rate_s: requests / seconds, cpu_us: cpu, p50_ms: p50, p99_ms: p99 }
}
