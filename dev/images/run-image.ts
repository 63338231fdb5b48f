import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startProcess } from '../process.ts'
import { devDir } from '../stack/paths.ts'
import { assertListening } from '../stack/ports.ts'
import { untilReady } from '../stack/wait.ts'
import { residentOf } from '../usage.ts'
import { imagesDir } from './archives.ts'
import { imageConfig, USER } from './image.ts'

/** A start of an image: ms until the function took a connection, and KiB in memory when it had rested for a second. */
export type Start = { ms: number; rss: number }

/**
 * Starts the function of an image as a node of Kubernetes would: its files alone, read-only, its user, its entrypoint.
 * Needs root on Linux, for a mount of its own. @throws an error when it does not listen
 * @param script instead of the function: a file of the same image
 */
export async function startImage(
  name: string,
  port: number,
  env: Record<string, string>,
  script?: string[],
): Promise<Start> {
  const { Env, Entrypoint, WorkingDir } = imageConfig(name)
  const root = join(imagesDir, `${name}.root`)
  mkdirSync(root, { recursive: true })
  const lower = `lowerdir=${join(imagesDir, name)}:${join(imagesDir, 'base')}`
  const steps = `mount -t overlay overlay -o ro,${lower} ${root}
    cd ${root}${WorkingDir} && exec /usr/sbin/chroot --userspec=${USER}:${USER} ${root} "$@"`
  const command = script === undefined ? Entrypoint : ['/usr/bin/node', ...script]
  const began = performance.now()
  await using running = startProcess({
    name: `image of ${name}`,
    command: 'unshare',
    args: ['-m', 'sh', '-ec', steps, 'sh', ...command],
    env: {
      ...Object.fromEntries(Env.map((one) => one.split('=', 2))),
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      ...env,
      PORT: String(port),
    },
    logFile: join(devDir, 'logs', `image-${name}-run.log`),
  })
  await untilReady(running, () => assertListening(port), { withinMs: 20_000, everyMs: 2 })
  const ms = performance.now() - began
  await sleep(1_000)
  return { ms, rss: residentOf(running.pid) } // each program on the way becomes the next one: the id is the function's
}
