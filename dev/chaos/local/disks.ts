import { execFile } from 'node:child_process'
import { mkdir, rm, statfs } from 'node:fs/promises'
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

/** Mounts one in memory over each one's folder in `dir`, before anything is in it. */
export async function mountDisks(dir: string): Promise<Disks> {
  const mounted: DiskOwner[] = []
  const folder = (name: DiskOwner) => join(dir, name)
  const filler = (name: DiskOwner) => join(folder(name), 'filler')
  for (const name of owners) {
    await mkdir(folder(name), { recursive: true })
    const mounting = run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=755`, 'tmpfs', folder(name)])
    if (await mounting.then(() => true).catch(() => false)) mounted.push(name)
  }
  return {
    names: mounted,
    async fill(name) {
      const free = async () => {
        const { bavail, bsize } = await statfs(folder(name))
        return bavail * bsize - left[name]
      }
      // It is written to meanwhile: what is asked for may no longer be there.
      for (let bytes = await free(), size = 0; bytes > 0; bytes = Math.min(await free(), bytes / 2)) {
        const done = await run('fallocate', ['-l', String(size + Math.floor(bytes)), filler(name)])
          .then(() => true)
          .catch(() => false)
        if (done) size += Math.floor(bytes)
      }
    },
    empty: (name) => rm(filler(name), { force: true }),
    async [Symbol.asyncDispose]() {
      for (const name of mounted) await run('umount', ['--lazy', folder(name)])
    },
  }
}
