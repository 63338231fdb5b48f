import { join } from 'node:path'
import type { Bench, Sample, Variant } from '../bench.ts'
import { burst } from '../burst.ts'
import { submissions } from '../samples.ts'
import { staged } from '../staged.ts'
import type { Workbench } from '../workbench.ts'
import type { Burst } from '../wrk.ts'

const SECONDS = 3
const headers = { 'content-type': 'application/json' }

/** What it costs ingest to tell what it does. */
export const telemetry: Bench = {
  name: 'telemetry',
  about:
    'ingest with writers whose brokers confirm at once, over 64 connections: with nothing configured, with metrics to a collector and no trace sampled, and with every trace. `cpu` is what ingest uses of the processors for a reading, in µs.',
  figure: 'cpu_us',
  warmUps: 5,

  open: (at: Workbench) =>
    staged(async (owned) => {
      const server = async (name: string) => {
        const file = join(import.meta.dirname, '../servers', `${name}.ts`)
        return owned.use(await at.serve(name, file)).port
      }
      const collector = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await server('bare-http')}` }
      const writers = {
        GRPC_KAFKA_ADDR: `127.0.0.1:${await server('memory-writer')}`,
        GRPC_RABBIT_ADDR: `127.0.0.1:${await server('memory-writer')}`,
      }
      const bodies = at.lines('submissions', submissions(10_000))
      const variant = async (name: string, env: Record<string, string>): Promise<Variant> => {
        const bundle = at.bundles.ingest ?? ''
        const { port, pid } = owned.use(await at.serve(`ingest ${name}`, bundle, { ...writers, ...env }))
        const url = `http://127.0.0.1:${port}/v1/readings`
        return { name, run: () => measure({ url, bodies, headers, seconds: SECONDS }, pid) }
      }
      const variants: [Variant, ...Variant[]] = [
        await variant('nothing configured', {}),
        await variant('metrics, no trace sampled', { ...collector, OTEL_TRACES_SAMPLER: 'always_off' }),
        await variant('every trace', { ...collector, OTEL_TRACES_SAMPLER: 'always_on' }),
      ]
      return variants
    }),
}

async function measure(load: Burst, pid: number): Promise<Sample> {
  const { requests, seconds, cpu } = await burst(load, [pid])
  return { cpu_us: cpu, rate_s: requests / seconds }
}
