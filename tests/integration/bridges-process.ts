import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A bridge as a process of its own. Resolves when it says that it consumes. */
export async function startBridge(entry: 'kafka-source' | 'rabbitmq-source', env: Record<string, string>) {
  const script = fileURLToPath(new URL(`../../dev/bridges/${entry}.ts`, import.meta.url))
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    if (JSON.parse(line).event === 'source.ready') break
  }
  child.stdout.resume()
  return {
    /** Sends SIGTERM and tells how it ended. */
    async stop(): Promise<{ code: unknown; ms: number }> {
      const began = performance.now()
      child.kill('SIGTERM')
      const [code] = await exited
      return { code, ms: performance.now() - began }
    },
    [Symbol.dispose]: () => child.kill('SIGKILL'),
  }
}
