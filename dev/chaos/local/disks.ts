import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Small disks of the brokers and the store, which can be filled up. */
export type Disks = AsyncDisposable & {
  /** Those who have one; nobody where this process may not mount any. */
  readonly names: readonly DiskOwner[]
  fill(name: DiskOwner): Promise<void>
  empty(name: DiskOwner): Promise<void>
}

const owners = ['kafka', 'rabbitmq', 'valkey'] as const

/** Who can have one. */
export type DiskOwner = (typeof owners)[number]

/** Bytes that are left free. RabbitMQ raises its alarm at 50 MB, and should not be without any. */
const left: Record<DiskOwner, number> = { kafka: 0, rabbitmq: 30_000_000, valkey: 0 }

const SIZE = '1g'

/** Nobody has one. */
export const noDisks: Disks = {
  names: [],
  async fill() {},
  async empty() {},
  async [Symbol.asyncDispose]() {},
}

/** Mounts one in memory over each one's folder in `dir`, before anything is in it. They go with this process. */
export async function mountDisks(dir: string): Promise<Disks> {
  const mounted: DiskOwner[] = []
  const folder = (name: DiskOwner) => join(dir, name)
  const filler = (name: DiskOwner) => join(folder(name), 'filler')
  const unmount = () => {
    for (const name of mounted.splice(0)) spawnSync('umount', ['--lazy', folder(name)])
  }
  process.once('exit', unmount)
  for (const name of owners) {
    await mkdir(folder(name), { recursive: true })
    const mounting = run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=755`, 'tmpfs', folder(name)])
    if (await succeeds(mounting)) mounted.push(name)
  }

  async function room(name: DiskOwner): Promise<number> {
    const { bavail, bsize } = await statfs(folder(name))
    return bavail * bsize - left[name]
  }

  return {
    names: [...mounted],
    async fill(name) {
      let size = 0
      // It is written to meanwhile: what is asked for may no longer be there.
      for (let more = await room(name); more >= 1; more = Math.min(await room(name), more / 2)) {
        const wanted = size + Math.floor(more)
        if (await succeeds(run('fallocate', ['-l', String(wanted), filler(name)]))) size = wanted
      }
    },
    empty: (name) => rm(filler(name), { force: true }),
    async [Symbol.asyncDispose]() {
      process.off('exit', unmount)
      unmount()
    },
  }
}

/** Unmounts what runs in this folder have left that were killed. */
export async function unmountAbandoned(parent: string): Promise<void> {
  const mounts = await readFile('/proc/mounts', 'utf8').catch(() => '') // only Linux has it
  for (const line of mounts.split('\n')) {
    const [, folder = ''] = line.split(' ')
    if (!folder.startsWith(join(parent, 'chaos-run-'))) continue
    const owner = /-(\d+)\//.exec(folder.slice(parent.length))?.[1]
    if (owner !== undefined && !existsSync(`/proc/${owner}`))
      await succeeds(run('umount', ['--lazy', folder]))
  }
}

async function succeeds(command: Promise<unknown>): Promise<boolean> {
  return command.then(
    () => true,
    () => false,
  )
}
