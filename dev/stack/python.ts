import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { aptInstall } from './apt.ts'
import { devDir } from './paths.ts'
import { type Progress, timed } from './progress.ts'
import { runStep } from './run-step.ts'

const logDir = join(devDir, 'logs')

/**
 * Installs what a requirements file names into a virtual environment of its own in the repository's folder, and Python's
 * module for that where the system lacks it. Resolves with the folder of its commands.
 */
export async function installPython(
  name: string,
  requirements: string,
  progress: Progress = () => {},
): Promise<string> {
  const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12)
  const folder = join(devDir, `${name}-${version}`)
  const done = join(folder, 'installed')
  if (!existsSync(done)) {
    rmSync(folder, { recursive: true, force: true }) // what an interrupted run left
    await timed(progress, name, 'install', async () => {
      await run(`${name}-venv`, await findPython(progress), ['-m', 'venv', folder])
      const options = ['--quiet', '--disable-pip-version-check', '--requirement', requirements]
      await run(`${name}-pip`, join(folder, 'bin/python'), ['-m', 'pip', 'install', ...options])
    })
    writeFileSync(done, '')
  }
  return join(folder, 'bin')
}

async function findPython(progress: Progress): Promise<string> {
  const canMakeVenvs = (python: string) => spawnSync(python, ['-c', 'import venv, ensurepip']).status === 0
  if (canMakeVenvs('python3')) return 'python3'
  await aptInstall(['python'], logDir, progress)
  return '/usr/bin/python3'
}

async function run(name: string, command: string, args: string[]): Promise<void> {
  await runStep({ name, command, args, logFile: join(logDir, `${name}.log`), outlivesParent: false })
}
