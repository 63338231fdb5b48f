import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { StartOptions } from './options.ts'
import { devDir } from './stack/paths.ts'
import { makeScratch } from './stack/scratch.ts'

/** Where a run keeps its data, its logs and its bundles. */
export type Workplace = AsyncDisposable & { dir: string; logDir: string; bundleDir: string }

/**
 * A run on the usual ports continues where the last one ended, except for an account, which begins at zero. A run on
 * free ports may be one of several at the same time: it has a place of its own, which is gone after it.
 */
export async function createWorkplace({
  freePorts,
  once,
}: Pick<StartOptions, 'freePorts' | 'once'>): Promise<Workplace> {
  if (freePorts) {
    const scratch = await makeScratch('free')
    const inside = (name: string) => join(scratch.dir, name)
    return { ...scratch, dir: inside('data'), logDir: inside('logs'), bundleDir: inside('bundles') }
  }
  const dir = join(devDir, once === undefined ? 'start' : 'once')
  if (once !== undefined) rmSync(dir, { recursive: true, force: true })
  return {
    dir,
    logDir: join(devDir, 'logs'),
    bundleDir: join(devDir, 'bundles'),
    async [Symbol.asyncDispose]() {},
  }
}
