import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startProcess } from '../../../dev/process.ts'
import type { Broker } from '../../../dev/stack/broker.ts'
import { createNativeBroker } from '../../../dev/stack/native-broker.ts'
import { assertListening } from '../../../dev/stack/ports.ts'

const PORT = 6379

/** Valkey that pods reach at 6379, with the users of an ACL file. */
export function createValkey(dir: string, address: string, users: string): Broker {
  return createNativeBroker(
    {
      name: 'valkey',
      ports: [PORT],
      async launch() {
        await mkdir(dir, { recursive: true })
        const aclfile = join(dir, 'users.acl')
        await writeFile(aclfile, users, { mode: 0o600 })
        const args = ['--bind', address, '127.0.0.1', '--port', `${PORT}`, '--dir', dir, '--aclfile', aclfile]
        const logFile = join(dir, 'valkey.log')
        return startProcess({ name: 'valkey', command: 'valkey-server', args, logFile })
      },
      probe: () => assertListening(PORT),
    },
    () => {},
  )
}
