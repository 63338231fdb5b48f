import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A Service that is not reached from outside, at an address of this machine, as long as it is wanted. */
export async function forwardPort(namespace: string, name: string, port: number) {
  const args = ['port-forward', '-n', namespace, `service/${name}`, `:${port}`]
  const kubectl = spawn('kubectl', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(kubectl, 'exit')
  const [said] = await Promise.race([once(createInterface(kubectl.stdout), 'line'), ended])
  const [, local] = /127\.0\.0\.1:(\d+)/.exec(String(said)) ?? []
  if (local === undefined) throw new Error(`kubectl port-forward did not open a port: ${said}`)
  return {
    url: `http://127.0.0.1:${local}`,
    async [Symbol.asyncDispose]() {
      kubectl.kill()
      await ended
    },
  }
}
