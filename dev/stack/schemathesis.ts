import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { aptInstall } from './apt.ts'
import { devDir, root } from './paths.ts'
import { type Progress, timed } from './progress.ts'
import { runStep } from './run-step.ts'

/** What is installed: every package at one version. */
const requirements = join(root, 'tests/api/requirements.txt')

const logDir = join(devDir, 'logs')

/**
 * Installs schemathesis, which tests an API against its OpenAPI document, into the repository's folder, and Python's
 * module for that where the system lacks it. Resolves with the command.
 */
export async function installSchemathesis(progress: Progress = () => {}): Promise<string> {
  const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12)
  const folder = join(devDir, `schemathesis-${version}`)
  const done = join(folder, 'installed')
  if (!existsSync(done)) {
    rmSync(folder, { recursive: true, force: true }) // what an interrupted run left
    await timed(progress, 'schemathesis', 'install', async () => {
      await run('venv', await findPython(progress), ['-m', 'venv', folder])
      const options = ['--quiet', '--disable-pip-version-check', '--requirement', requirements]
      await run('pip', join(folder, 'bin/python'), ['-m', 'pip', 'install', ...options])
    })
    writeFileSync(done, '')
  }
  return join(folder, 'bin/schemathesis')
}

async function findPython(progress: Progress): Promise<string> {
  const canMakeVenvs = (python: string) => spawnSync(python, ['-c', 'import venv, ensurepip']).status === 0
  if (canMakeVenvs('python3')) return 'python3'
  await aptInstall(['python'], logDir, progress)
  return '/usr/bin/python3'
}

async function run(name: string, command: string, args: string[]): Promise<void> {
  await runStep({
    name,
    command,
    args,
    logFile: join(logDir, `schemathesis-${name}.log`),
    outlivesParent: false,
  })
}
