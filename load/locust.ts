import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describeExit, startProcess } from '../dev/process.ts'
import { root } from '../dev/stack/paths.ts'
import type { Progress } from '../dev/stack/progress.ts'
import { installPython } from '../dev/stack/python.ts'
import type { LoadOptions } from './options.ts'
import { readSaid, type Said } from './said.ts'

/** How long what is under way may take when Locust is told to stop. */
const STOP_MS = 60_000

/** Installs Locust into a virtual environment of the repository. Resolves with its command. */
export async function installLocust(progress: Progress): Promise<string> {
  return join(await installPython('locust', join(root, 'load/requirements.txt'), progress), 'locust')
}

/** What to run, against which ingest, and the folder that takes what Locust writes. */
export type LocustRun = Pick<LoadOptions, 'profile' | 'requests' | 'seed' | 'processes'> & {
  locust: string
  ingest: string
  folder: string
}

/** Sends as the profile says, or until it is told to stop. @throws when Locust fails before it can say how it went */
export async function runLocust(run: LocustRun, stop: AbortSignal): Promise<Said> {
  const report = join(run.folder, 'report.json')
  rmSync(report, { force: true }) // of a run before
  const locust = startProcess({
    name: 'locust',
    command: run.locust,
    args: argsOf(run, report),
    cwd: run.folder,
    logFile: join(run.folder, 'locust.log'),
  })
  const told = new AbortController()
  const stopped = sleep(2 ** 31 - 1, undefined, { signal: AbortSignal.any([stop, told.signal]) }).catch(
    () => {},
  )
  await Promise.race([locust.exited, stopped])
  // What SIGINT ends it finishes in order; while a shape runs it has no ear for SIGTERM.
  const exit = await locust.stop({ signal: 'SIGINT', withinMs: STOP_MS })
  told.abort()
  // 1 is what it ends with when requests have failed, which the report says too.
  if (existsSync(report)) return await readSaid(report)
  throw new Error(`Locust failed (${describeExit(exit)}):\n${locust.tail()}`)
}

function argsOf({ profile, ingest, folder, seed, requests, processes }: LocustRun, report: string): string[] {
  return [
    ...['--locustfile', join(root, 'load/locustfile.py'), '--host', ingest, '--headless', '--only-summary'],
    ...['--load-profile', profile.file, '--seed', String(seed), '--report', report],
    ...(requests === undefined ? [] : ['--requests', String(requests)]),
    ...(processes === 1 ? [] : ['--processes', String(processes)]),
    ...['--csv', join(folder, 'locust'), '--html', join(folder, 'report.html'), '--stop-timeout', '30'],
  ]
}
