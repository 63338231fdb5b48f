import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { root } from '../../dev/stack/paths.ts'
import { distinctFreePorts } from '../../dev/stack/ports.ts'

/** A function as a process of its own, with this environment and no other. */
export async function startFunction(name: string, env: Record<string, string>) {
  const [port = 0] = await distinctFreePorts(1)
  const main = join(root, 'functions', name, 'main.ts')
  const child = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', main], {
    env: { HOST: '127.0.0.1', PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  const exited = once(child, 'close').then(([code]) => code as number | null)
  return {
    addr: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    exited,
    /** All that it has logged. */
    output: () => output,
    /** The names of the events that it has logged. */
    events: () => output.split('\n').flatMap((line) => /"event":"([^"]+)"/.exec(line)?.[1] ?? []),
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await exited
    },
  }
}
