import { type Supervised, startProcess } from '../process.ts'
import { assertListening } from './ports.ts'
import { untilReady } from './wait.ts'

/**
 * Starts Erlang's port mapper. RabbitMQ looks for one every minute and starts it where there is none: as a daemon that
 * listens on all addresses and stays. Ours ends with the node.
 */
export async function startEpmd(port: number, logFile: string): Promise<Supervised> {
  const args = ['-address', '127.0.0.1', '-port', String(port)]
  const epmd = startProcess({ name: 'epmd', command: 'epmd', args, logFile })
  await untilReady(epmd, () => assertListening(port), { withinMs: 10_000 })
  return epmd
}

/** The node, which takes its port mapper along when it ends. */
export function withEpmd(node: Supervised, epmd: Supervised): Supervised {
  const exited = node.exited.finally(() => epmd.kill())
  return {
    ...node,
    exited,
    async stop(options) {
      await node.stop(options)
      return await exited
    },
    async kill() {
      await node.kill()
      return await exited
    },
  }
}
