import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeMeasured } from '../../dev/measured.ts'
import { root } from '../../dev/stack/paths.ts'
import { rateOf } from './cadences.ts'
import type { FleetSummary } from './summary.ts'

const folder = join(root, 'load/results')

/** What plays the stations, among the processes. */
const LOAD = 'the load itself'

/** A million, and what it takes. */
const MANY = 1_000_000

/** How much of its core a process may use, so that a storm of those who come back finds room. */
const SHARE = 0.7

/** Those that use all cores there are. */
const MANY_THREADS = ['kafka', 'rabbitmq']

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
    [runsTable(runs), beyond(runs), bytesPage(runs), memoryTable(longest(runs, largest))].join('\n\n'),
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
    '| | after two minutes | at the end | at most | grown by |',
    '|---|---:|---:|---:|---:|',
    ...rows,
  ].join('\n')
}

/** What each process used for a reading in the runs, by their rate, and what the last makes for a million stations. */
export function beyond(runs: readonly FleetSummary[]): string {
  const byRate = runs.toSorted((a, b) => a.perSecond - b.perSecond)
  const fastest = byRate.at(-1) as FleetSummary
  const rate = rateOf(MANY)
  const rows = Object.keys(fastest.cpuUs)
    .filter((name) => name !== LOAD)
    .map((name) => {
      const cores = ((fastest.cpuUs[name] ?? 0) * rate) / 1e6
      const processes = MANY_THREADS.includes(name) ? '' : Math.max(1, Math.ceil(cores / SHARE))
      return `| ${[name, ...byRate.map(({ cpuUs }) => cpuUs[name]), cores.toFixed(2), processes].join(' | ')} |`
    })
  const all = byRate.map(({ cpuUs }) => totalOf(cpuUs))
  const most =
    (Number(fastest.environment.cores) * 1e6) / (totalOf(fastest.cpuUs) + (fastest.cpuUs[LOAD] ?? 0))
  const cores = ((all.at(-1) ?? 0) * rate) / 1e6
  rows.push(`| all | ${all.map((us) => us.toFixed(0)).join(' | ')} | ${cores.toFixed(1)} | |`)
  const heads = byRate.map(({ perSecond }) => `µs at ${perSecond.toLocaleString('en-US')}/s`)
  return [
    `What each process used for a reading. A million stations report ${Math.round(rate).toLocaleString('en-US')} times a second, which makes so many cores by the last run. With the load, which takes ${fastest.cpuUs[LOAD]} µs for each, the ${fastest.environment.cores} cores of this machine take about ${Math.round(most / 100) * 100} readings a second for long. A function computes on one core, and so does Valkey: the last column says how many of each, none of which uses more than ${100 * SHARE}% of its core. Of Valkey these are shards, of consumers at least one a shard, and a topic has at least as many partitions as it has consumers.`,
    '',
    `| | ${heads.join(' | ')} | cores for a million stations | processes |`,
    `|---|${'---:|'.repeat(heads.length + 2)}`,
    ...rows,
  ].join('\n')
}

/** What a station and each of its readings take of Valkey's memory, by the line through all runs; '' with one run. */
export function bytesPage(runs: readonly FleetSummary[]): string {
  const points = runs.map(({ stations, valkeyBytesPerStation, account }) => {
    return { x: account.stored / stations, y: valkeyBytesPerStation }
  })
  const mean = (of: 'x' | 'y') => points.reduce((sum, point) => sum + point[of], 0) / points.length
  const [x, y] = [mean('x'), mean('y')]
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0)
  if (spread === 0) return ''
  const slope = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread
  const base = y - slope * x
  const anHour = rateOf(1) * 3_600
  const gib = ((base + slope * anHour) * MANY) / 2 ** 30
  return `In Valkey a station took ${Math.round(base).toLocaleString('en-US')} bytes and ${Math.round(slope)} for each of its readings, by the line through these runs. In an hour one of the mixture reports ${Math.round(anHour)} times: ${gib.toFixed(1)} GiB for a million.`
}

function totalOf(cpuUs: FleetSummary['cpuUs']): number {
  return Object.entries(cpuUs).reduce((sum, [name, us]) => (name === LOAD ? sum : sum + us), 0)
}

function row(cells: readonly (number | string | undefined)[]): string {
  return `| ${cells.map((cell) => (cell ?? 0).toLocaleString('en-US')).join(' | ')} |`
}
