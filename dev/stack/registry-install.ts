import { spawnSync } from 'node:child_process'
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { aptUnpack } from './apt-unpack.ts'
import { devDir } from './paths.ts'
import { type Progress, timed } from './progress.ts'

/** The OCI registry of Debian and Ubuntu; where it is not installed, unpacked into the repository's folder. */
export async function installRegistry(progress: Progress = () => {}): Promise<string> {
  if (spawnSync('docker-registry', ['--version']).status === 0) return 'docker-registry'
  const folder = join(devDir, 'docker-registry')
  if (!existsSync(folder)) {
    await timed(progress, 'registry', 'download', async () => {
      const fresh = `${folder}.new`
      await aptUnpack('docker-registry', fresh, join(devDir, 'logs'))
      renameSync(fresh, folder)
    })
  }
  return join(folder, 'usr/bin/docker-registry')
}
