import { execFile, execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from './paths.ts'

/** `docker compose` for one project of compose.dev.yml. */
export type Compose = {
  run(...args: string[]): Promise<void>
  runSync(...args: string[]): void
}

/** The commands of one project; what they say is part of the error when they fail. */
export function createCompose(project: string): Compose {
  const fixed = ['compose', '-f', join(root, 'compose.dev.yml'), '-p', project]
  return {
    async run(...args) {
      await promisify(execFile)('docker', [...fixed, ...args], { maxBuffer: 64 * 1024 * 1024 })
    },
    runSync(...args) {
      execFileSync('docker', [...fixed, ...args], { stdio: 'pipe' })
    },
  }
}
