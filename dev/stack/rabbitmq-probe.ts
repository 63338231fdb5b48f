import { once } from 'node:events'
import { connect } from 'amqplib'
import type { RabbitLogin } from './broker.ts'
import { assertListening } from './ports.ts'

/** Resolves when RabbitMQ lets a client in. */
export async function probeRabbitmq(port: number, login: RabbitLogin): Promise<void> {
  await assertListening(port)
  const connection = await connect({ hostname: '127.0.0.1', port, ...login }, { timeout: 2_000 })
  connection.on('error', () => {}) // close() rejects with it
  // close() never settles when the connection is lost before the broker has answered it.
  await Promise.race([connection.close(), once(connection, 'close')])
}
