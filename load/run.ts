import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { join, relative } from 'node:path'
import { valkeyMarks } from '../dev/chaos/marks-client.ts'
import { queryPicture } from '../dev/chaos/query-client.ts'
import { onStopSignal, startAll } from '../dev/running.ts'
import { printProgress } from '../dev/show/terminal.ts'
import { root } from '../dev/stack/paths.ts'
import { createWorkplace } from '../dev/workplace.ts'
import { openAccount } from './account.ts'
import { installLocust, runLocust } from './locust.ts'
import { writeAnnex } from './manual/annex.ts'
import type { LoadOptions } from './options.ts'
import { describeResult, flawsOf, type Result, summaryOf } from './result.ts'

/** Time to empty the brokers when they have taken more than the consumers have, and to see what comes twice. */
const PATIENCE = { withinMs: 120_000, calmMs: 1_500 }

/** A pipeline to send to; `valkey` is known of one's own. */
type Target = { ingest: string; query: string; valkey?: string }

/** What to do, with what, and on what kind of machine. */
type Job = LoadOptions & { locust: string; environment: Result['environment'] }

/** Sends, balances, prints, and keeps the result where it is asked to. Resolves with the exit code. */
export async function runLoad(options: LoadOptions): Promise<number> {
  const stop = onStopSignal()
  const environment = environmentNow()
  const locust = await installLocust(printProgress)
  const job = { ...options, locust, environment }
  if (options.at !== undefined) return await load(job, options.at, stop)
  await using place = await createWorkplace({ freePorts: true, once: undefined })
  await using running = await startAll(
    { with: options.with, freePorts: true, host: '127.0.0.1' },
    place,
    stop,
  )
  if (running === undefined) return 1
  const { pipeline, stack } = running
  const { ingest, query } = pipeline
  return await load(job, { ingest, query, valkey: stack.valkey.addr }, stop)
}

async function load(job: Job, target: Target, stop: AbortSignal): Promise<number> {
  const { profile, seed, processes, environment, results: folder } = job
  await mkdir(folder, { recursive: true })

  await using marks = target.valkey === undefined ? undefined : valkeyMarks(target.valkey, 'weather')
  const account = await openAccount({ picture: queryPicture(target.query), marks })
  console.log(`\n${profile.name}: ${profile.what}\n`)
  const said = await runLocust({ ...job, ingest: target.ingest, folder }, stop)
  const result: Result = {
    profile: profile.name,
    seed,
    processes,
    wanted: job.requests ?? profile.requests,
    environment,
    said,
    account: await account.settle(said, PATIENCE),
  }
  console.log(describeResult(result))
  const flaws = flawsOf(result)
  const kept = job.write && flaws.length === 0 ? await write(result) : undefined
  for (const file of [join(folder, 'report.html'), kept]) {
    if (file !== undefined) console.log(`  ${relative(process.cwd(), file)}`)
  }
  for (const flaw of flaws) console.log(`  WRONG: ${flaw}`)
  return flaws.length === 0 ? 0 : 1
}

async function write(result: Result): Promise<string> {
  const file = join(root, 'load/results', `${result.profile}.json`)
  await writeFile(file, `${JSON.stringify(summaryOf(result), undefined, 2)}\n`)
  writeAnnex()
  return file
}

/** `busy` is how many processes had something to do in the minute before: what others do slows a run down. */
function environmentNow(): Result['environment'] {
  const busy = Math.round((loadavg()[0] ?? 0) * 10) / 10
  return { date: new Date().toISOString().slice(0, 10), cores: cpus().length, node: process.version, busy }
}
