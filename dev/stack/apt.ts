import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type Progress, timed } from './progress.ts'
import { runStep } from './run-step.ts'

/** What `apt-install.sh` knows how to install. */
export type AptPart = 'java' | 'maven' | 'rabbitmq' | 'valkey' | 'chromium' | 'python' | 'wrk' | 'go'

const script = join(import.meta.dirname, 'apt-install.sh')

/**
 * Installs packages of Debian or Ubuntu, as root or with a sudo that asks for no password.
 * @throws an error that says what to run by hand where neither is possible
 */
export async function aptInstall(
  parts: readonly AptPart[],
  logDir: string,
  progress: Progress,
): Promise<void> {
  const [command, ...args] = [...asRoot(parts), 'sh', script, ...parts] as [string, ...string[]]
  const logFile = join(logDir, 'apt.log')
  await timed(progress, 'packages', `install ${parts.join(', ')}`, () =>
    runStep({ name: 'package installation', command, args, logFile, outlivesParent: true }),
  )
}

function asRoot(parts: readonly AptPart[]): string[] {
  const instead = `Or start Docker: then nothing needs to be installed.`
  if (!existsSync('/usr/bin/apt-get')) {
    throw new Error(`${parts.join(', ')} must be installed, and there is no apt-get to do it. ${instead}`)
  }
  if (process.getuid?.() === 0) return []
  if (spawnSync('sudo', ['-n', 'true']).status === 0) return ['sudo', '-n']
  const byHand = `sh ${relative(process.cwd(), script)} ${parts.join(' ')}`
  throw new Error(`${parts.join(', ')} must be installed. Run once, as root:\n  ${byHand}\n${instead}`)
}
