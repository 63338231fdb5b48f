import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runStep } from './run-step.ts'

/**
 * Unpacks a package of Debian or Ubuntu into a folder, without installing it: no root, no service, no other package.
 * @throws where there is no apt
 */
export async function aptUnpack(name: string, folder: string, logDir: string): Promise<void> {
  if (!existsSync('/usr/bin/apt-get'))
    throw new Error(`${name} must be installed, and there is no apt-get to fetch it`)
  await runStep({
    name: `unpacking of ${name}`,
    command: 'sh',
    args: [join(import.meta.dirname, 'apt-unpack.sh'), name, folder],
    logFile: join(logDir, 'apt-unpack.log'),
  })
}
