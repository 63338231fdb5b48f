import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { aptInstall } from './apt.ts'
import { devDir } from './paths.ts'
import { type Progress, timed } from './progress.ts'
import { runStep } from './run-step.ts'

/** A program of Go, and the folder with the go.mod that pins what it is made of. */
export type GoProgram = {
  name: string
  version: string
  module: string
  /** The package that is built. */
  pack: string
  tags?: readonly string[]
}

const logDir = join(devDir, 'logs')

/** The first Go that gets by itself the one that a go.mod asks for. */
const OLDEST_GO = 21

/** Builds a program into the repository's folder, and Go where it is missing. Takes minutes the first time. */
export async function buildGo(
  { name, version, module, pack, tags = [] }: GoProgram,
  progress: Progress,
): Promise<string> {
  const sources = globSync(['go.mod', '*.go'], { cwd: module }).sort()
  const text = sources.map((file) => readFileSync(join(module, file), 'utf8')).join('')
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8)
  const binary = join(devDir, `${name}-${version}-${hash}`)
  if (existsSync(binary)) return binary
  const go = await findGo(progress)
  await timed(progress, name, 'build', async () => {
    const fresh = `${binary}.${process.pid}`
    await runStep({
      name: 'go build',
      command: go,
      args: ['build', '-trimpath', '-tags', tags.join(','), '-ldflags', '-s -w', '-o', fresh, pack],
      cwd: module,
      // Debian's own would stay at its version.
      env: { ...process.env, GOTOOLCHAIN: 'auto' },
      logFile: join(logDir, `${name}-build.log`),
    })
    renameSync(fresh, binary)
  })
  return binary
}

async function findGo(progress: Progress): Promise<string> {
  const found = installedGo()
  if (found !== undefined) return found
  await aptInstall(['go'], logDir, progress)
  const installed = installedGo()
  if (installed === undefined) throw new Error(`no Go from 1.${OLDEST_GO} on was found`)
  return installed
}

function installedGo(): string | undefined {
  const debian = globSync('/usr/lib/go-1.*/bin/go').sort().reverse()
  return ['go', ...debian].find((go) => {
    const { stdout, status } = spawnSync(go, ['env', 'GOVERSION'], { encoding: 'utf8' })
    return status === 0 && Number(/^go1\.(\d+)/.exec(stdout)?.[1]) >= OLDEST_GO
  })
}
