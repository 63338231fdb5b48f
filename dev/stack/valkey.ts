import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startProcess } from '../process.ts'
import type { Broker, Readable } from './broker.ts'
import { createNativeBroker } from './native-broker.ts'
import type { NativeOptions } from './native-options.ts'
import { probeValkey } from './valkey-probe.ts'
import { aclFile, readerLogins } from './valkey-users.ts'

/**
 * Valkey as a child process. A change is on disk before it is answered, and none is taken when memory is full. With
 * `everysec` changes are answered up to 2 s before they are written while a sync is slow, and a killed process loses them.
 * Who gives no name may do everything; query and Grafana have names under which they can only read.
 */
export function createValkey({ dir, logDir, ports, progress }: NativeOptions): Broker & Readable {
  const home = join(dir, 'valkey')
  const aclfile = join(home, 'users.acl')
  const readers = readerLogins()
  const settings = {
    port: ports.valkey,
    bind: '127.0.0.1',
    dir: home,
    aclfile,
    appendonly: 'yes',
    appendfsync: 'always',
    save: '', // the append-only file is enough
    maxmemory: '512mb',
    'maxmemory-policy': 'noeviction',
  }
  const broker = createNativeBroker(
    {
      name: 'valkey',
      ports: [ports.valkey],
      async launch() {
        await mkdir(home, { recursive: true })
        await writeFile(aclfile, aclFile(readers), { mode: 0o600 })
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
  return Object.assign(broker, { readers })
}
