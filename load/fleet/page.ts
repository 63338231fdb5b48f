import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeMeasured } from '../../dev/measured.ts'
import { root } from '../../dev/stack/paths.ts'
import { rateOf } from './cadences.ts'
import type { FleetSummary } from './summary.ts'

const folder = join(root, 'load/results')

/** A million, and what it takes. */
const MANY = 1_000_000

/** Puts the runs that are kept, and the arithmetic beyond them, into docs/scale.md. */
export function writeScalePage(): void {
  const runs = readdirSync(folder)
    .filter((file) => /^fleet-\d+\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as FleetSummary)
    .sort((a, b) => a.stations - b.stations)
  const largest = runs.at(-1)
  if (largest === undefined) return
  writeMeasured(
    join(root, 'docs/scale.md'),
    [runsTable(runs), beyond(largest), memoryTable(longest(runs, largest))].join('\n\n'),
  )
}

/** One row a run. */
export function runsTable(runs: readonly FleetSummary[]): string {
  const { environment } = runs[0] as FleetSummary
  const rows = runs.map((run) => {
    const { stations, minutes, everySeconds, outageSeconds, perSecond, answerMs, deferred, account } = run
    const cells = [
      stations,
      everySeconds ?? 'mixed',
      minutes,
      outageSeconds,
      perSecond,
      answerMs.p50,
      answerMs.p99,
      deferred,
    ]
    const missing = account.acknowledged - account.stored
    return row([...cells, account.acknowledged, missing, run.settleSeconds, run.valkeyBytesPerStation])
  })
  return [
    `${environment.cores} cores (${environment.cpu}), Node ${environment.node}; brokers, Valkey and the load on the same machine.`,
    '',
    '| stations | every, s | minutes | outage, s | readings/s | answer p50, ms | p99, ms | deferred | acknowledged | missing | settled after, s | bytes a station |',
    '|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...rows,
  ].join('\n')
}

function longest(runs: readonly FleetSummary[], first: FleetSummary): FleetSummary {
  return runs.reduce((longest, run) => (run.minutes > longest.minutes ? run : longest), first)
}

/** The memory of each function in a run. */
export function memoryTable({ stations, minutes, memoryMib }: FleetSummary): string {
  const rows = Object.entries(memoryMib).map(([name, { first, last, most }]) => {
    const grown = ((100 * (last - first)) / first).toFixed(1)
    return `| ${name} | ${first} | ${last} | ${most} | ${grown}% |`
  })
  return [
    `What the functions had of memory in the ${minutes} minutes with ${stations.toLocaleString('en-US')} stations, in MiB; the sources stand in for Knative's:`,
    '',
    '| | after a minute | at the end | at most | grown by |',
    '|---|---:|---:|---:|---:|',
    ...rows,
  ].join('\n')
}

/** What each process used for a reading in a run, and how many cores that is for a million stations. */
export function beyond({ stations, cpuUs, valkeyBytesPerStation }: FleetSummary): string {
  const rate = rateOf(MANY)
  const rows = Object.entries(cpuUs)
    .filter(([name]) => name !== 'the load itself')
    .map(([name, us]) => `| ${name} | ${us} | ${((us * rate) / 1e6).toFixed(2)} |`)
  const gib = ((valkeyBytesPerStation * MANY) / 2 ** 30).toFixed(1)
  return [
    `With ${stations.toLocaleString('en-US')} stations each process used this for a reading. A million stations report ${Math.round(rate).toLocaleString('en-US')} times a second, which makes so many cores, and ${gib} GiB in Valkey:`,
    '',
    '| | µs a reading | cores for a million stations |',
    '|---|---:|---:|',
    ...rows,
  ].join('\n')
}

function row(cells: readonly (number | string | undefined)[]): string {
  return `| ${cells.map((cell) => (cell ?? 0).toLocaleString('en-US')).join(' | ')} |`
}
