import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { type Supervised, startProcess } from '../../../dev/process.ts'
import { untilReady } from '../../../dev/stack/wait.ts'

const PORT = 6379

/** Valkey that pods reach at 6379, with the users of an ACL file. */
export async function startValkey(dir: string, address: string, users: string): Promise<Supervised> {
  await mkdir(dir, { recursive: true })
  const aclfile = join(dir, 'users.acl')
  await writeFile(aclfile, users, { mode: 0o600 })
  const valkey = startProcess({
    name: 'valkey',
    command: 'valkey-server',
    args: ['--bind', address, '--port', `${PORT}`, '--dir', dir, '--aclfile', aclfile],
    logFile: join(dir, 'valkey.log'),
  })
  await untilReady(valkey, () => untilListening(address), { withinMs: 20_000 })
  return valkey
}

async function untilListening(address: string): Promise<void> {
  const socket = connect(PORT, address)
  try {
    await once(socket, 'connect')
  } finally {
    socket.destroy()
  }
}
