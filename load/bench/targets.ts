import type { Result } from './results.ts'
import { inDigits } from './table.ts'

/** What is aimed at: a figure, or its ratio, of a variant of a benchmark, at least or at most so much. */
type Target = {
  readonly what: string
  readonly bench: string
  readonly variant: string
  readonly figure: string
  readonly of?: 'ratio'
  /** The variant that the ratio is to, where that is not the first. */
  readonly to?: string
  readonly least?: number
  readonly most?: number
}

const ingest = { bench: 'ingest', variant: 'ingest, both brokers' } as const
const full = { bench: 'source-to-store', variant: 'consumers, full events' } as const
const steady = { bench: 'end-to-end', variant: '500 a second' } as const

/** Set before anything was measured. */
export const targets: readonly Target[] = [
  { what: 'ingest, of bare Hono', ...ingest, figure: 'rate_s', of: 'ratio', least: 0.6 },
  { what: 'ingest and both writers, µs a reading', ...ingest, figure: 'cpu_us', most: 120 },
  { what: 'a consumer with full events, readings/s', ...full, figure: 'rate_s', least: 60_000 },
  { what: 'a consumer with full events, µs a reading', ...full, figure: 'cpu_us', most: 20 },
  {
    what: 'a consumer with single readings, of bare Hono',
    bench: 'source-to-store',
    variant: 'consumers, single readings',
    figure: 'rate_s',
    of: 'ratio',
    to: 'bare Hono, single readings',
    least: 0.6,
  },
  { what: 'end to end at 500/s, p50, ms', ...steady, figure: 'p50_ms', most: 8 },
  { what: 'end to end at 500/s, p99, ms', ...steady, figure: 'p99_ms', most: 40 },
  ...['query', 'consumers', 'ingest'].map((name) => start(name, 2)),
  ...['kafka-writer', 'rabbit-writer'].map((name) => start(name, 2.3)),
  ...['ingest', 'kafka-writer', 'rabbit-writer', 'kafka-consumer', 'dead-letters', 'query'].map(resting),
  ...['no trace sampled', 'metrics, no trace sampled'].map(told),
]

function start(name: string, most: number): Target {
  return {
    what: `start of ${name}, of bare node:http`,
    bench: 'cold-start',
    variant: name,
    figure: 'start_ms',
    of: 'ratio',
    most,
  }
}

function resting(name: string): Target {
  return {
    what: `resting memory of ${name}, MiB`,
    bench: 'memory',
    variant: 'resting',
    figure: `${name}_mib`,
    most: 75,
  }
}

function told(variant: string): Target {
  return {
    what: `${variant}: of the rate with nothing configured`,
    bench: 'telemetry-path',
    variant,
    figure: 'rate_s',
    of: 'ratio',
    least: 0.97,
  }
}

/** Each target, what was found, and whether that is enough. */
export function targetsTable(results: readonly Result[]): string {
  const rows = targets.map((target) => {
    const { what, least, most } = target
    const wanted = least === undefined ? `at most ${inDigits(most ?? 0)}` : `at least ${inDigits(least)}`
    const found = foundOf(target, results)
    if (found === undefined) return `| ${what} | ${wanted} | not measured | |`
    const isMet = least === undefined ? found <= (most ?? 0) : found >= least
    return `| ${what} | ${wanted} | ${inDigits(found)} | ${isMet ? 'yes' : 'no'} |`
  })
  return ['| | wanted | found | met |', '|---|---:|---:|---|', ...rows].join('\n')
}

function foundOf({ bench, variant, figure, of, to }: Target, results: readonly Result[]): number | undefined {
  const variants = results.find((result) => result.bench === bench)?.variants
  const found = variants?.[variant]?.[figure]
  if (of === undefined || to === undefined) return of === undefined ? found?.median : found?.ratio
  const base = variants?.[to]?.[figure]
  return found?.ratio === undefined || base?.ratio === undefined ? undefined : found.ratio / base.ratio
}
