import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'iovalkey'
import { startProcess } from '../../dev/process.ts'
import { assertListening, distinctFreePorts } from '../../dev/stack/ports.ts'
import { untilReady } from '../../dev/stack/wait.ts'
import type { Workbench } from '../bench/workbench.ts'

/** A Valkey that follows another. */
export type Replica = AsyncDisposable

/** Starts one, and waits until it has all that the primary has. */
export async function startReplica(at: Workbench, primary: string, index: number): Promise<Replica> {
  const [port = 0] = await distinctFreePorts(1)
  const dir = join(at.dir, `replica-${index}`)
  mkdirSync(dir, { recursive: true })
  const [host = '', primaryPort = ''] = primary.split(':')
  const child = startProcess({
    name: `replica-${index}`,
    command: 'valkey-server',
    args: [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      dir,
      '--save',
      '',
      '--replicaof',
      host,
      primaryPort,
    ],
    logFile: join(at.dir, 'logs', `replica-${index}.log`),
  })
  await untilReady(child, () => assertListening(port), { withinMs: 10_000 })
  const client = new Redis(port)
  try {
    await untilReady(
      child,
      async () => {
        if (!/master_link_status:up/.test(await client.info('replication'))) throw new Error('not in step')
      },
      { withinMs: 30_000 },
    )
  } finally {
    client.disconnect()
  }
  return child
}
