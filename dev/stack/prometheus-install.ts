import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { aptInstall } from './apt.ts'
import { devDir } from './paths.ts'
import { type Progress, timed } from './progress.ts'
import { runStep } from './run-step.ts'

const module = join(import.meta.dirname, 'prometheus')
const logDir = join(devDir, 'logs')

/** The first Go that gets by itself the one that a go.mod asks for. */
const OLDEST_GO = 21

/**
 * Prometheus of the version in prometheus/go.mod, built into the repository's folder: those of Debian take no OTLP. Without
 * what discovers services, which is most of it. Takes minutes the first time.
 */
export async function installPrometheus(progress: Progress = () => {}): Promise<string> {
  const text = readFileSync(join(module, 'go.mod'), 'utf8')
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8)
  const binary = join(devDir, `prometheus-${prometheusVersion()}-${hash}`)
  if (existsSync(binary)) return binary
  const go = await findGo(progress)
  await timed(progress, 'prometheus', 'build', async () => {
    const fresh = `${binary}.${process.pid}`
    const pack = 'github.com/prometheus/prometheus/cmd/prometheus'
    await runStep({
      name: 'go build',
      command: go,
      args: ['build', '-trimpath', '-tags', 'remove_all_sd', '-ldflags', '-s -w', '-o', fresh, pack],
      cwd: module,
      // Debian's own would stay at its version.
      env: { ...process.env, GOTOOLCHAIN: 'auto' },
      logFile: join(logDir, 'prometheus-build.log'),
    })
    renameSync(fresh, binary)
  })
  return binary
}

/** The version that is built, as images name it. Of a Go module 3.16.0 is v0.316.0. */
export function prometheusVersion(): string {
  const text = readFileSync(join(module, 'go.mod'), 'utf8')
  const [, minor = '', patch] = /github\.com\/prometheus\/prometheus v0\.3(\d\d)\.(\d+)/.exec(text) ?? []
  return `3.${Number(minor)}.${patch}`
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
