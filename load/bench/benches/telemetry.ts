import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench, Sample, Variant } from '../bench.ts'
import { burst } from '../burst.ts'
import { submissions } from '../samples.ts'
import { serverFile } from '../server-file.ts'
import { staged } from '../staged.ts'
import type { Workbench } from '../workbench.ts'

/** Short, and so many of them: what the machine does beside meets all variants alike. */
const SECONDS = 1
const often = { rounds: 21, warmUps: 12 } as const

/** Until what is told has been sent, and brokers have written what they had. */
const REST_MS = 500

const headers = { 'content-type': 'application/json' }
const writers = ['kafka-writer', 'rabbit-writer'] as const
const parts = [...writers, 'ingest'] as const

/** What a function is told of a collector, by what comes of it. */
const ways = {
  'nothing configured': () => ({}),
  'no trace sampled': (endpoint: string) => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_TRACES_SAMPLER: 'always_off',
    OTEL_METRICS_EXPORTER: 'none',
  }),
  'metrics, no trace sampled': (endpoint: string) => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_TRACES_SAMPLER: 'always_off',
  }),
  'every trace': (endpoint: string) => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_TRACES_SAMPLER: 'always_on',
  }),
} as const satisfies Record<string, (endpoint: string) => Record<string, string>>

/** What it costs ingest to tell what it does. */
export const telemetry: Bench = {
  name: 'telemetry',
  about:
    'ingest with writers whose brokers confirm at once, over 64 connections, by what it tells a collector. `cpu` is what ingest uses of the processors for a reading, in µs.',
  figure: 'cpu_us',
  ...often,

  open: (at: Workbench) =>
    staged(async (owned) => {
      const server = async (name: string) => {
        return `127.0.0.1:${owned.use(await at.serve(name, serverFile(name))).port}`
      }
      const env = {
        GRPC_KAFKA_ADDR: await server('memory-writer'),
        GRPC_RABBIT_ADDR: await server('memory-writer'),
      }
      return await variants(at, await server('bare-http'), async (name, told) => {
        const bundle = at.bundles.ingest ?? ''
        const { port, pid } = owned.use(await at.serve(`ingest, ${name}`, bundle, { ...env, ...told }))
        return { ingest: `http://127.0.0.1:${port}`, pids: [pid] }
      })
    }),
}

/** What it costs ingest and both writers. */
export const telemetryPath: Bench = {
  name: 'telemetry-path',
  about:
    'ingest and both writers over both brokers, over 64 connections, by what all three tell a collector. `cpu` is what they use of the processors for a reading, in µs.',
  figure: 'rate_s',
  ...often,

  open: (at: Workbench) =>
    staged(async (owned) => {
      const collector = owned.use(await at.serve('bare-http', serverFile('bare-http')))
      const stack = owned.use(await at.stack())
      return await variants(at, `127.0.0.1:${collector.port}`, async (_, told) => {
        const env = Object.fromEntries(parts.map((part) => [part, told]))
        const pipeline = owned.use(await at.pipeline(stack, parts, env))
        return { ingest: pipeline.ingest, pids: parts.map((part) => pipeline.process(part).pid) }
      })
    }),
}

async function variants(
  at: Workbench,
  collector: string,
  start: (name: string, told: Record<string, string>) => Promise<{ ingest: string; pids: number[] }>,
): Promise<[Variant, ...Variant[]]> {
  const bodies = at.lines('submissions', submissions(10_000))
  const all: Variant[] = []
  for (const [name, told] of Object.entries(ways)) {
    const { ingest, pids } = await start(name, told(`http://${collector}`))
    all.push({
      name,
      async run(): Promise<Sample> {
        const load = { url: `${ingest}/v1/readings`, bodies, headers, seconds: SECONDS }
        const { requests, seconds, cpu } = await burst(load, pids)
        await sleep(REST_MS)
        return { cpu_us: cpu, rate_s: requests / seconds }
      },
    })
  }
  return all as [Variant, ...Variant[]]
}
