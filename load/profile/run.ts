import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'iovalkey'
import { buildBundles } from '../../dev/pipeline/bundles.ts'
import { readSummary } from '../../dev/pipeline/observe.ts'
import type { PartName } from '../../dev/pipeline/parts.ts'
import { installNative } from '../../dev/stack/install.ts'
import { devDir } from '../../dev/stack/paths.ts'
import { report } from '../../dev/stack/progress.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { type Environment, environment } from '../bench/environment.ts'
import { submissions } from '../bench/samples.ts'
import { createWorkbench } from '../bench/workbench.ts'
import { installWrk, runWrk } from '../bench/wrk.ts'
import { watchUse } from '../use.ts'
import { commandsOf, type ValkeyUse } from './commands.ts'
import { createFileOf } from './file-of.ts'
import { type CpuProfile, type SelfTimes, selfTimes } from './self-times.ts'

/** What was seen while so many readings went through the whole pipeline. `cpu`: what the processes have used, in µs. */
export type Profile = {
  environment: Environment
  readings: number
  functions: Record<string, SelfTimes & { cpu: number }>
  valkey: ValkeyUse & { cpu: number }
}

/** Where V8 writes its profiles; Chromium's developer tools draw them. */
const folder = join(devDir, 'profiles')

/** Whose profiles make up a column. */
const columns: Record<string, readonly PartName[]> = {
  ingest: ['ingest'],
  'kafka-writer': ['kafka-writer'],
  'rabbit-writer': ['rabbit-writer'],
  consumers: ['kafka-consumer', 'rabbit-consumer'],
}

const SECONDS = 30
const SETTLE_MS = 300_000
const CALM_MS = 3_000

/** Runs the functions under V8's profiler, with as many requests as 64 connections bring. */
export async function runProfile(): Promise<Profile> {
  await installNative(report)
  await installWrk()
  rmSync(folder, { recursive: true, force: true })
  await using scratch = await makeScratch('profile')
  const bundles = await buildBundles(join(scratch.dir, 'bundles'), { maps: true })
  const at = createWorkbench(scratch.dir, bundles, console.log)
  await using stack = await at.stack()
  const pipeline = await at.pipeline(stack, undefined, profiled())
  const valkey = new Redis(`redis://${stack.valkey.addr}`)
  try {
    await valkey.config('RESETSTAT')
    const use = watchUse(stack, pipeline)
    const bodies = at.lines('submissions', submissions(10_000))
    const headers = { 'content-type': 'application/json' }
    await runWrk({ url: `${pipeline.ingest}/v1/readings`, bodies, headers, seconds: SECONDS })
    const readings = await settled(pipeline.query)
    const used = use.cpu()
    const commands = { ...(await commandsOf(valkey)), cpu: used.valkey ?? 0 }
    await pipeline.stop() // each writes its profile when it ends
    const fileOf = createFileOf()
    const functions = Object.entries(columns).map(([name, parts]) => {
      const cpu = parts.reduce((sum, part) => sum + (used[part] ?? 0), 0)
      return [name, { ...selfTimes(parts.flatMap(profilesOf), fileOf), cpu }] as const
    })
    return {
      environment: environment(),
      readings,
      functions: Object.fromEntries(functions),
      valkey: commands,
    }
  } finally {
    valkey.disconnect()
    await pipeline[Symbol.asyncDispose]()
  }
}

function profiled() {
  const parts = Object.values(columns).flat()
  return Object.fromEntries(
    parts.map((name) => [name, { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folderOf(name)}` }]),
  )
}

function folderOf(name: PartName): string {
  return join(folder, name)
}

function profilesOf(name: PartName): CpuProfile[] {
  return readdirSync(folderOf(name)).map(
    (file) => JSON.parse(readFileSync(join(folderOf(name), file), 'utf8')) as CpuProfile,
  )
}

/** How many are stored, once nothing comes any more. */
async function settled(query: string): Promise<number> {
  const end = performance.now() + SETTLE_MS
  for (let last = -1; ; ) {
    const { stored, duplicates } = await readSummary(query)
    if (last === stored + duplicates && duplicates >= stored) return stored
    if (performance.now() > end) throw new Error('what was acknowledged is not stored')
    last = stored + duplicates
    await sleep(CALM_MS)
  }
}
