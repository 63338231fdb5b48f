import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { devDir } from './paths.ts'

/** A folder for one run of this process, gone when disposed of. */
export type Scratch = AsyncDisposable & { readonly dir: string }

/** Makes an empty folder `<name>-<pid>`, and removes those of runs that were killed before they could do so. */
export async function makeScratch(name: string, parent: string = devDir): Promise<Scratch> {
  await mkdir(parent, { recursive: true })
  for (const folder of await readdir(parent)) {
    const owner = new RegExp(`^${name}-(\\d+)$`).exec(folder)?.[1]
    if (owner === undefined || (Number(owner) !== process.pid && isAlive(Number(owner)))) continue
    await rm(join(parent, folder), { recursive: true, force: true })
  }
  const dir = join(parent, `${name}-${process.pid}`)
  await mkdir(dir)
  return {
    dir,
    async [Symbol.asyncDispose]() {
      await rm(dir, { recursive: true, force: true })
    },
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // somebody else's
  }
}
