import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { aptInstall } from '../../dev/stack/apt.ts'
import { devDir } from '../../dev/stack/paths.ts'
import { report } from '../../dev/stack/progress.ts'

const command = '/usr/bin/wrk'
const script = join(import.meta.dirname, 'wrk.lua')

/** What is sent: the lines of a file as bodies, in turn, for so many seconds. */
export type Burst = {
  url: string
  /** One body a line. */
  bodies: string
  headers: Readonly<Record<string, string>>
  connections?: number
  seconds: number
}

/** What came of it: answers a second, and how long one took, in ms. */
export type Counted = { requests: number; seconds: number; p50: number; p99: number }

/** Installs wrk, a load generator that costs little itself. */
export async function installWrk(): Promise<void> {
  if (!existsSync(command)) await aptInstall(['wrk'], join(devDir, 'logs'), report)
}

/** Each connection sends its next request when it has the answer. @throws an error when an answer was not 2xx or 3xx */
export async function runWrk({ url, bodies, headers, connections = 64, seconds }: Burst): Promise<Counted> {
  const load = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, url]
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const { stdout } = await promisify(execFile)(command, [...load, '--', bodies, ...lines])
  const [said = ''] = stdout.split('\n').filter((line) => line.startsWith('{'))
  const { refused, broken, ...counted } = JSON.parse(said) as Counted & { refused: number; broken: number }
  if (refused + broken > 0)
    throw new Error(`${url}: ${refused} requests refused, ${broken} without an answer`)
  return counted
}
