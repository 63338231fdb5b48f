import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { imagesDir } from './archives.ts'
import { imageConfig, USER } from './image.ts'

/** A start of an image: ms until the function took a connection, and KiB in memory when it had rested for a second. */
export type Start = { ms: number; rss: number }

/** No answer by then is none at all. */
const PATIENCE_MS = 20_000

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
  const child = spawn('unshare', ['-m', 'sh', '-ec', steps, 'sh', ...command], {
    env: {
      ...Object.fromEntries(Env.map((one) => one.split('=', 2))),
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      ...env,
      PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (chunk) => (said += chunk))
  try {
    await untilListening(port, child)
    const ms = performance.now() - began
    await sleep(1_000)
    return { ms, rss: residentOf(child.pid) }
  } catch (error) {
    throw new Error(`${name} did not start: ${said}`, { cause: error })
  } finally {
    await end(child)
  }
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  while (performance.now() < end && child.exitCode === null) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isOpen) return
    await sleep(2)
  }
  throw new Error('nobody listens')
}

/** unshare, sh and chroot each become the next program, so the child's own id is the function's. */
function residentOf(pid: number | undefined): number {
  const [, kib = ''] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kib)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await exited
  clearTimeout(timer)
}
