/** Says by its exit code whether those that a bridge stands between can be reached: the health check of a container. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { messageOf } from '#lib/platform/errors.ts'
import { addressesOf } from './neighbours.ts'

try {
  for (const { host, port } of addressesOf(process.env)) {
    const socket = connect({ host, port, timeout: 2_000 }, () => socket.destroy())
    socket.on('timeout', () => socket.destroy(new Error(`${host}:${port} does not answer`)))
    await once(socket, 'close')
  }
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}
