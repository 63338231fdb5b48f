import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startProcess } from '../process.ts'
import type { Broker } from './broker.ts'
import { createNativeBroker } from './native-broker.ts'
import type { NativeOptions } from './native-options.ts'
import { probeValkey } from './valkey-probe.ts'

/**
 * Valkey as a child process. A change is on disk before it is answered, and none is taken when memory is full. With
 * `everysec` changes are answered up to 2 s before they are written while a sync is slow, and a killed process loses them.
 */
export function createValkey({ dir, logDir, ports, progress }: NativeOptions): Broker {
  const settings = {
    port: ports.valkey,
    bind: '127.0.0.1',
    dir: join(dir, 'valkey'),
    appendonly: 'yes',
    appendfsync: 'always',
    save: '', // the append-only file is enough
    maxmemory: '512mb',
    'maxmemory-policy': 'noeviction',
  }
  return createNativeBroker(
    {
      name: 'valkey',
      ports: [ports.valkey],
      async launch() {
        await mkdir(settings.dir, { recursive: true })
        const args = Object.entries(settings).flatMap(([key, value]) => [`--${key}`, String(value)])
        return startProcess({
          name: 'valkey',
          command: 'valkey-server',
          args,
          logFile: join(logDir, 'valkey.log'),
        })
      },
      probe: () => probeValkey(ports.valkey),
    },
    progress,
  )
}
