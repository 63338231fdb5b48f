import { connect, Socket } from 'node:net'
import type { ISocketFactory } from 'kafkajs'

/** The connections of one client of Kafka. */
export type KafkaSockets = Disposable & { readonly open: ISocketFactory }

/**
 * kafkajs may leave a connection behind when its broker was away meanwhile, or open another while it stops: a process
 * would never end. When these are disposed of, all are closed, and none is opened any more.
 */
export function createKafkaSockets(): KafkaSockets {
  const all = new Set<Socket>()
  let closed = false
  return {
    open({ host, port, onConnect }) {
      if (closed) return new Socket().destroy(new Error('this client has ended'))
      const socket = connect({ host, port, keepAlive: true, keepAliveInitialDelay: 60_000 }, onConnect)
      all.add(socket)
      return socket.once('close', () => all.delete(socket))
    },
    [Symbol.dispose]() {
      closed = true
      for (const socket of all) socket.destroy(new Error('this client has ended'))
    },
  }
}
